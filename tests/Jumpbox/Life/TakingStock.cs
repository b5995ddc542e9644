using Jumpbox.Cleaning;
using Jumpbox.Life;
using static Jumpbox.Tests.Life.Living;

namespace Jumpbox.Tests.Life;

public sealed class TakingStock
{
    [Fact]
    public void Each_image_has_its_stage_users_and_where_it_is_the_latest()
    {
        Inventory inventory = Of(
            [Released("1.0.0"), Released("1.0.1") with { Packages = "20261120T000000Z" }, Version("1.0.2")],
            new ImageUse("/vm", Id("1.0.1"))
        );

        Assert.Equal(["1.0.2", "1.0.1", "1.0.0"], inventory.Images.Select(image => image.Id.Split('/')[^1]));
        Assert.Equal(("released", "20261120T000000Z"), (inventory.Images[1].Stage, inventory.Images[1].Packages));
        Assert.Equal(["eastus2"], inventory.Images[1].LatestIn);
        Assert.Empty(inventory.Images[2].LatestIn);
        Assert.Equal(["/vm"], inventory.Images[1].Users);
        Assert.Empty(inventory.Concerns);
    }

    [Theory]
    [InlineData("1.0.0", "revoked")]
    [InlineData("1.0.1", "withdrawn")]
    [InlineData("1.0.2", "retired")]
    [InlineData("1.0.3", "old")]
    [InlineData("1.0.4", "unreleased")]
    [InlineData("1.0.5", "unknown")]
    [InlineData("9.9.9", "unknown")]
    public void Whatever_runs_an_image_that_it_should_not_is_named(string number, string kind)
    {
        FoundImage[] images =
        [
            Revoked("1.0.0"),
            Withdrawn("1.0.1"),
            Released("1.0.2") with
            {
                Retired = "2026-11-01T00:00:00Z",
            },
            Released("1.0.3") with
            {
                Run = "2026-09-01T00:00:00Z",
            },
            Version("1.0.4"),
            Released("1.0.5") with
            {
                Run = null,
                Since = null,
            },
        ];

        InventoryConcern concern = Assert.Single(Of(images, new ImageUse("/vm", Id(number))).Concerns);

        Assert.Equal(kind, concern.Kind);
    }

    [Fact]
    public void Who_refers_to_the_definition_alone_runs_what_nobody_knows()
    {
        FoundImage[] images = [Released("1.0.0"), Released("1.0.1")];

        Assert.Contains(
            "which of 2 versions",
            Assert.Single(Of(images, new ImageUse("/vm", Definition)).Concerns).Why,
            StringComparison.Ordinal
        );
        Assert.Empty(Of(images, new ImageUse("/vm", Definition, "1.0.0")).Concerns);
    }

    [Fact]
    public void A_copy_of_a_deleted_image_is_no_concern() =>
        Assert.Empty(Of([Released("1.0.0")], new ImageUse(Id("1.0.0"), "/subscriptions/s/gone")).Concerns);

    [Fact]
    public void Hostile_names_stay_text_on_the_page()
    {
        string folder = Directory.CreateTempSubdirectory("jumpbox-inventory-").FullName;
        try
        {
            Of(
                    [Revoked("1.0.0") with { RevokedBecause = "<script>alert(1)</script>" }],
                    new ImageUse("/vm", Id("1.0.0"))
                )
                .WriteTo(folder);

            string page = File.ReadAllText(Path.Combine(folder, "inventory.html"));
            Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
            Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
            Assert.Contains(
                "\"kind\": \"revoked\"",
                File.ReadAllText(Path.Combine(folder, "inventory.json")),
                StringComparison.Ordinal
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Inventory Of(FoundImage[] images, params ImageUse[] uses) =>
        Inventory.Of(new InventorySight("a list", ["s"], images, uses, []), TimeSpan.FromDays(30), Now);
}
