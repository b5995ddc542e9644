using System.Text.Json.Nodes;
using Jumpbox.Azure.Clients;

namespace Jumpbox.Azure.Tests;

/// <summary>A change of a version is merged into what was just read, because Azure replaces the whole list of regions.</summary>
public sealed class ChangingVersions
{
    [Fact]
    public void A_region_is_added_beside_those_of_others_and_unknown_members_stay()
    {
        JsonObject body = Version("""{"name":"East US 2","encryption":{"osDiskImage":{"diskEncryptionSetId":"x"}}}""");

        (JsonObject sent, bool differs) = new VersionChange
        {
            Regions = [new TargetRegion("westeurope", 3, "Standard_ZRS")],
        }.ApplyTo(body);

        Assert.True(differs);
        JsonArray regions = sent["properties"]!["publishingProfile"]!["targetRegions"]!.AsArray();
        Assert.Equal(["East US 2", "westeurope"], regions.Select(region => (string?)region!["name"]));
        Assert.Equal("x", (string?)regions[0]!["encryption"]!["osDiskImage"]!["diskEncryptionSetId"]);
        Assert.Equal(3, (int?)regions[1]!["regionalReplicaCount"]);
        Assert.Null(sent["properties"]!["publishingProfile"]!["publishedDate"]);
        Assert.Equal("kept", (string?)sent["tags"]!["a"]);
    }

    [Theory]
    [InlineData("eastus2")]
    [InlineData("East US 2")]
    public void What_already_holds_is_not_written(string name)
    {
        JsonObject body = Version("""{"name":"eastus2","excludeFromLatest":true}""");

        (_, bool differs) = new VersionChange
        {
            ExcludeFromLatest = false,
            BlockDeletion = false,
            EndOfLife = new DateTimeOffset(2027, 1, 1, 0, 0, 0, 500, TimeSpan.Zero),
            Regions = [new TargetRegion(name, ExcludedFromLatest: true)],
        }.ApplyTo(body);

        Assert.False(differs);
    }

    [Fact]
    public void A_region_is_removed_by_any_spelling_of_its_name()
    {
        JsonObject body = Version("""{"name":"eastus2"},{"name":"West Europe"}""");

        (JsonObject sent, _) = new VersionChange { Without = ["westeurope"] }.ApplyTo(body);

        Assert.Equal(
            ["eastus2"],
            sent["properties"]!["publishingProfile"]!["targetRegions"]!
                .AsArray()
                .Select(region => (string?)region!["name"])
        );
    }

    [Fact]
    public void The_exclusion_of_regions_is_removed_where_one_holds_everywhere()
    {
        JsonObject body = Version("""{"name":"eastus2","excludeFromLatest":false}""");

        (JsonObject sent, bool differs) = new VersionChange { ExcludeFromLatest = true, SameEverywhere = true }.ApplyTo(
            body
        );

        Assert.True(differs);
        Assert.Null(sent["properties"]!["publishingProfile"]!["targetRegions"]![0]!["excludeFromLatest"]);
        Assert.True((bool)sent["properties"]!["publishingProfile"]!["excludeFromLatest"]!);
    }

    private static JsonObject Version(string regions) =>
        JsonNode
            .Parse(
                $$$"""
                {"location":"eastus2","tags":{"a":"kept"},"properties":{"provisioningState":"Succeeded",
                "publishingProfile":{"targetRegions":[{{{regions}}}],"publishedDate":"2026-01-01",
                "endOfLifeDate":"2027-01-01T00:00:00Z"},"storageProfile":{"source":{"id":"s"} } } }
                """
            )!
            .AsObject();
}
