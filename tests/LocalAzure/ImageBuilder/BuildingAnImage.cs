using System.Text.Json.Nodes;
using Jumpbox.Azure.Clients;
using Jumpbox.Settings;
using LocalAzure.Settings;

namespace LocalAzure.Tests.ImageBuilder;

/// <summary>A build from template to image, seen by the pipeline's own client.</summary>
public sealed class BuildingAnImage
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ends_with_the_image_its_output_and_its_logs()
    {
        await using BuilderWorld world = await BuilderWorld.StartAsync();
        ImageTemplate made = await world.CreateAsync();
        Assert.True(made.IsReady, made.ProvisioningError);

        ImageTemplate built = await world.BuildAsync();

        Assert.Equal((RunState.Succeeded, ""), (built.LastRun.State, built.LastRun.Message));
        Assert.Equal("24.04.202610210", built.ExactSourceVersion);
        Image? image = await world.Session.Images.GetAsync(
            Jumpbox.Settings.ResourceId.Parse(BuilderWorld.ImageId),
            Cancel
        );
        Assert.Equal("here", image!.Tags["made"]);
        RunOutput output = await world.Session.ImageTemplates.RunOutputsAsync(made.Id, Cancel).SingleAsync(Cancel);
        Assert.Equal((BuilderWorld.ImageId, "Succeeded"), (output.ArtifactId, output.ProvisioningState));
        IReadOnlyList<StoredLog> logs = await world.Session.BuildLogs.ListStoredAsync(built.StagingGroup!, Cancel);
        Assert.Equal(["customization.log", "validation.log"], logs.Select(l => l.Name));
        Assert.Contains("azure-arm: hello", await DownloadAsync(world, logs[0]));
        Assert.Contains("azure-arm: fine", await DownloadAsync(world, logs[1]));
    }

    [Fact]
    public async Task Stores_its_log_without_the_secrets_that_a_step_printed()
    {
        await using BuilderWorld world = await BuilderWorld.StartAsync();
        await world.CreateAsync(p =>
            p["customize"] = JsonNode.Parse(
                """[{"type":"Shell","name":"careless","inline":["echo 'Authorization: Bearer c2VjcmV0c2VjcmV0c2VjcmV0'"]}]"""
            )
        );
        ImageTemplate built = await world.BuildAsync();
        IReadOnlyList<StoredLog> logs = await world.Session.BuildLogs.ListStoredAsync(built.StagingGroup!, Cancel);

        string text = await DownloadAsync(world, logs[0]);

        Assert.Contains("Authorization: Bearer ***", text);
        Assert.DoesNotContain("c2VjcmV0", text);
    }

    [Fact]
    public async Task Walks_through_its_stages_in_order()
    {
        await using BuilderWorld world = await BuilderWorld.StartAsync();
        await world.CreateAsync(p => p["optimize"] = JsonNode.Parse("""{"vmBoot":{"state":"Enabled"}}"""));
        await world.Session.ImageTemplates.RunAsync(BuilderWorld.TemplateId(), Cancel);
        List<string?> seen = [];
        for (
            ImageTemplate template = await world.ReadAsync();
            template.LastRun.IsRunning;
            template = await world.ReadAsync()
        )
        {
            if (seen.LastOrDefault() != template.LastRun.Phase)
            {
                seen.Add(template.LastRun.Phase);
            }
            world.Clock.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.Equal(["Queued", "Building", "Customizing", "Optimizing", "Validating", "Distributing"], seen);
    }

    [Theory]
    [InlineData(1, 25, 40)]
    [InlineData(60, 0.4, 0.7)]
    public async Task Takes_about_half_an_hour_as_in_Azure_or_as_much_less_as_asked(
        double speed,
        double least,
        double most
    )
    {
        await using BuilderWorld world = await BuilderWorld.StartAsync(o =>
            o with
            {
                Durations = Durations.Real.AtSpeed(speed) with { ProviderRegistration = TimeSpan.Zero },
            }
        );
        JsonNode[] ten = [.. Enumerable.Range(1, 10).Select(n => BuilderWorld.Shell($"step-{n}", "true"))];
        await world.CreateAsync(p => p["customize"] = new JsonArray(ten));
        await world.Session.ImageTemplates.RunAsync(BuilderWorld.TemplateId(), Cancel);
        DateTimeOffset began = world.Clock.GetUtcNow();
        while ((await world.ReadAsync()).LastRun.IsRunning)
        {
            world.Clock.Advance(TimeSpan.FromSeconds(10 / speed));
        }
        Assert.InRange((world.Clock.GetUtcNow() - began).TotalMinutes, least, most);
    }

    [Fact]
    public async Task Shows_its_log_while_it_works()
    {
        await using BuilderWorld world = await BuilderWorld.StartAsync();
        ResourceId staging = (await world.CreateAsync()).StagingGroup!;
        await world.Session.ImageTemplates.RunAsync(BuilderWorld.TemplateId(), Cancel);
        world.Clock.Advance(TimeSpan.FromMinutes(6));

        (string? first, LogCursor? cursor) = await world.Session.BuildLogs.ReadLiveAsync(
            staging,
            LogCursor.Start,
            Cancel
        );
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        (string? then, _) = await world.Session.BuildLogs.ReadLiveAsync(staging, cursor, Cancel);

        Assert.Contains("azure-arm: hello", first);
        Assert.DoesNotContain("azure-arm: hello", then);
        Assert.Contains("azure-arm: second", then);
    }

    [Fact]
    public async Task Leaves_nothing_when_its_template_is_deleted_but_the_image()
    {
        await using BuilderWorld world = await BuilderWorld.StartAsync();
        IReadOnlyList<string> before = world.Arm.Server.Snapshot().ResourceIds;
        await world.CreateAsync();
        await world.BuildAsync();
        await world.Session.ImageTemplates.DeleteAsync(BuilderWorld.TemplateId(), Cancel);
        world.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal([BuilderWorld.ImageId], world.Arm.Server.Snapshot().ResourceIds.Except(before));
    }

    private static async Task<string> DownloadAsync(BuilderWorld world, StoredLog log)
    {
        string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            await world.Session.BuildLogs.DownloadAsync(log, file, Cancel);
            return await File.ReadAllTextAsync(file, Cancel);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
