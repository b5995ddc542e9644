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
    public void Two_images_that_would_roll_out_machines_of_one_name_are_refused() =>
        Assert.Contains(
            "one, two roll out machines called ops in /subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg-ops",
            _folder.With("images/one.json", RolledOut("rg-ops")).With("images/two.json", RolledOut("RG-ops")).Refused()
        );

    [Fact]
    public void One_name_of_machines_in_groups_of_their_own_is_allowed() =>
        Assert.Equal(
            2,
            _folder
                .With("images/one.json", RolledOut("rg-ops"))
                .With("images/two.json", RolledOut("rg-other"))
                .Read()
                .Count
        );

    // Found by trying 98,696 names: what Prereqs and Smoke start has only the beginning of a digest in its name.
    [Fact]
    public void Two_images_whose_names_are_the_same_once_they_are_shortened_are_refused() =>
        Assert.Contains(
            "box-79421, box-98695 would start machines of one name, jumpbox-probe-429298d5",
            _folder.With("images/box-79421.json", "{}").With("images/box-98695.json", "{}").Refused()
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

    private static string RolledOut(string group) =>
        $$"""
            {
              "gate": { "unsigned": "accept" },
              "rollout": {
                "kind": "uniform", "name": "ops", "resourceGroup": "{{group}}", "login": "keys",
                "subnetId": "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg-net/providers/Microsoft.Network/virtualNetworks/vnet/subnets/ops",
                "users": { "ops": "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ3Q1rOVZxYy4Gz0nq1m8o2b5vV2iYpX0k1l2m3n4o5p ops" }
              }
            }
            """;

    private FleetFolder Both(string json) => _folder.With("images/one.json", json).With("images/two.json", json);
}
