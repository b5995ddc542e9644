namespace Jumpbox.Tests.Fleets;

public sealed class ConflictingImages : IDisposable
{
    private const string Definition =
        "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg-gallery/providers/Microsoft.Compute/galleries/boxes/images/box";

    private readonly FleetFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Two_images_with_one_owner_are_refused() =>
        Assert.Contains(
            "one, two have one owner, box@rg-imagebuilders-eastus2",
            Both("""{ "image": { "name": "box" } }""").Refused()
        );

    [Fact]
    public void Owners_in_different_groups_still_must_not_name_managed_images_alike() =>
        Assert.Contains(
            "one, two would name their images alike: img-box-…",
            _folder
                .With("images/one.json", """{ "image": { "name": "box" } }""")
                .With(
                    "images/two.json",
                    """{ "image": { "name": "box" }, "resourceGroups": { "builder": "rg-other" } }"""
                )
                .Refused()
        );

    [Fact]
    public void One_name_in_groups_of_their_own_is_allowed() =>
        Assert.Equal(
            2,
            _folder
                .With("images/one.json", """{ "image": { "name": "box" } }""")
                .With(
                    "images/two.json",
                    """{ "image": { "name": "box" }, "resourceGroups": { "builder": "rg-other", "image": "rg-others" } }"""
                )
                .Read()
                .Count
        );

    [Fact]
    public void Two_images_in_one_image_definition_are_refused() =>
        Assert.Contains(
            $"one, two write versions to one image definition, {Definition}",
            Both($$"""{ "image": { "distribute": { "kind": "gallery", "galleryImageId": "{{Definition}}" } } }""")
                .Refused()
        );

    [Fact]
    public void An_environment_that_another_image_is_promoted_to_is_refused() =>
        Assert.Contains(
            "one, two write versions to one image definition",
            _folder.With("images/one.json", Promoted("one")).With("images/two.json", Promoted("two")).Refused()
        );

    [Fact]
    public void A_staging_group_of_two_images_or_with_anothers_images_is_refused()
    {
        const string group = "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg-jumpbox-images";

        string message = Both($$"""{ "buildVm": { "stagingResourceGroup": "{{group}}" } }""").Refused();

        Assert.Contains("one, two share the staging group", message);
        Assert.Contains("The staging group of one, " + group + ", is a group of two", message);
    }

    [Fact]
    public void An_argument_that_gives_all_one_name_is_refused() =>
        Assert.Contains("one, two have one owner", Both("{}").Refused("image.name=box"));

    private static string Promoted(string own) =>
        $$"""
            {
              "image": { "distribute": { "kind": "gallery", "galleryImageId": "{{Definition}}-{{own}}" } },
              "environments": { "galleryImageIds": { "prod": "{{Definition}}" } }
            }
            """;

    private FleetFolder Both(string json) => _folder.With("images/one.json", json).With("images/two.json", json);
}
