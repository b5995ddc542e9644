using System.Text.Json.Nodes;
using LocalAzure.Tests.ImageBuilder;
using static LocalAzure.Tests.Galleries.GalleryWorld;

namespace LocalAzure.Tests.Galleries;

/// <summary>Which versions, sources and changes Azure refuses.</summary>
public sealed class RefusedVersions
{
    private const string Set =
        $"{LocalArm.Subscription}/resourceGroups/rg-i/providers/Microsoft.Compute/diskEncryptionSets/des";

    [Theory]
    [InlineData("targetRegions", """[{"name":"westeurope"}]""", "must contain the location of image version 'eastus2'")]
    [InlineData("targetRegions", """[{"name":"eastus2"},{"name":"East US 2"}]""", "Duplicate regions are not allowed")]
    [InlineData("targetRegions", """[{"name":"eastus2","regionalReplicaCount":51}]""", "out of range")]
    [InlineData("targetRegions", """[{"name":"eastus2","storageAccountType":"Gold"}]""", "'Gold'")]
    [InlineData("endOfLifeDate", "\"2026-11-01T00:00:00Z\"", "EndOfLifeDate must be set to a future date")]
    [InlineData("replicationMode", "\"Half\"", "'Half'")]
    public async Task A_publishing_profile_that_breaks_a_rule_is_refused(string member, string value, string message)
    {
        await using GalleryWorld world = await StartAsync();
        JsonObject body = Body();
        body["properties"]!["publishingProfile"]![member] = JsonNode.Parse(value);

        Answer answer = await world.PutAsync(First, body);

        Assert.Equal(400, answer.Status);
        Assert.Contains(message, answer.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("V1", "Linux", "eastus2", "different Hypervisor generation ['V1'] than the parent gallery image")]
    [InlineData("V2", "Windows", "eastus2", "different OS type ['Windows'] than the parent gallery image")]
    [InlineData("V2", "Linux", "westeurope", "is in the same region as gallery image version")]
    public async Task A_source_that_does_not_fit_is_refused(
        string generation,
        string osType,
        string region,
        string message
    )
    {
        await using GalleryWorld world = await StartAsync();
        world.PutImage(BuilderWorld.ImageId, generation, osType, region);

        Answer answer = await world.PutAsync(First, Body());

        Assert.True(answer.Status is 400 or 404, answer.Text);
        Assert.Contains(message, answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_that_is_no_32_bit_integer_is_refused()
    {
        await using GalleryWorld world = await StartAsync();

        Answer answer = await world.PutAsync($"{Definition}/versions/1.0.2147483648", Body());

        Assert.Equal(400, answer.Status);
        Assert.Contains("Major(int).Minor(int).Patch(int)", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_storage_type_and_the_encryption_of_a_region_never_change()
    {
        await using GalleryWorld world = await StartAsync();
        await world.MakeVersionAsync("1.0.0");
        JsonObject stored = Body();
        stored["properties"]!["publishingProfile"]!["targetRegions"]![0]!["storageAccountType"] = "Standard_ZRS";
        JsonObject encrypted = Body();
        Encrypt(encrypted);

        Assert.Equal("PropertyChangeNotAllowed", (await world.PutAsync(First, stored)).Code);
        Assert.Equal("PropertyChangeNotAllowed", (await world.PutAsync(First, encrypted)).Code);
    }

    [Fact]
    public async Task An_encrypted_version_is_no_source_and_needs_a_set_in_every_region()
    {
        await using GalleryWorld world = await StartAsync();
        JsonObject half = Body("eastus2", "westeurope");
        Encrypt(half);
        JsonObject whole = Body();
        Encrypt(whole);
        Answer refused = await world.PutAsync(First, half);
        Assert.Equal(201, (await world.PutAsync(First, whole)).Status);
        world.Advance(world.World.Cloud.Durations.Replication);
        JsonObject copy = Body();
        copy["properties"]!["storageProfile"]!["source"]!["id"] = First;

        Answer copied = await world.PutAsync($"{Definition}/versions/2.0.0", copy);

        Assert.Contains("is required for disk", refused.Message, StringComparison.Ordinal);
        Assert.Equal(400, copied.Status);
        Assert.Contains("Encryption is not supported for source resource", copied.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_region_that_is_locked_in_is_not_removed()
    {
        await using GalleryWorld world = await StartAsync();
        JsonObject body = Body("eastus2", "westeurope");
        body["properties"]!["safetyProfile"] = new JsonObject { ["allowDeletionOfReplicatedLocations"] = false };
        await world.PutAsync(First, body);
        world.Advance(world.World.Cloud.Durations.Replication);

        Answer answer = await world.PutAsync(First, Body("eastus2"));

        Assert.Equal(409, answer.Status);
        Assert.Contains("'westeurope'", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_is_not_deleted_before_the_end_of_its_life_if_its_safety_profile_says_so()
    {
        await using GalleryWorld world = await StartAsync();
        JsonObject body = Body();
        body["properties"]!["publishingProfile"]!["endOfLifeDate"] = "2026-12-24T00:00:00Z";
        body["properties"]!["safetyProfile"] = new JsonObject { ["blockDeletionBeforeEndOfLife"] = true };
        await world.PutAsync(First, body);
        world.Advance(world.World.Cloud.Durations.Replication);

        Answer early = await world.Arm.DeleteAsync(First, Api);
        world.Advance(TimeSpan.FromDays(40));
        Answer late = await world.Arm.DeleteAsync(First, Api);

        Assert.Equal((409, "DeleteGalleryImageVersionBlockedBeforeEndOfLife"), (early.Status, early.Code));
        Assert.Equal(202, late.Status);
    }

    [Fact]
    public async Task While_it_is_being_deleted_only_the_deletion_can_be_repeated()
    {
        await using GalleryWorld world = await StartAsync();
        await world.MakeVersionAsync("1.0.0");
        await world.Arm.DeleteAsync(First, Api);

        Answer changed = await world.PutAsync(First, Body());

        Assert.Equal(409, changed.Status);
        Assert.Contains("marked for deletion", changed.Message, StringComparison.Ordinal);
        Assert.Equal(202, (await world.Arm.DeleteAsync(First, Api)).Status);
    }

    [Fact]
    public async Task A_source_that_the_caller_may_not_read_is_refused_by_name()
    {
        await using GalleryWorld world = await StartAsync();
        await world.MakeVersionAsync("1.0.0");
        world.World.Grant(BuilderWorld.ImageGroup, "Microsoft.Compute/galleries/images/versions/write");
        JsonObject copy = Body();
        copy["properties"]!["storageProfile"]!["source"]!["id"] = First;

        Answer answer = await world.Arm.SendAsync(
            "PUT",
            $"{Definition}/versions/2.0.0",
            copy.ToJsonString(),
            Api,
            request => request.Headers.Authorization = world.Arm.Bearer(BuilderWorld.Principal)
        );

        Assert.Equal((403, "LinkedAuthorizationFailed"), (answer.Status, answer.Code));
        Assert.Contains(First, answer.Message, StringComparison.Ordinal);
    }

    private static void Encrypt(JsonObject body) =>
        body["properties"]!["publishingProfile"]!["targetRegions"]![0]!["encryption"] = new JsonObject
        {
            ["osDiskImage"] = new JsonObject { ["diskEncryptionSetId"] = Set },
        };
}
