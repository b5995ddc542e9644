using Jumpbox.Azure.Clients;
using Jumpbox.Azure.ImageBuilds;
using Jumpbox.Handover;
using Jumpbox.Leases;
using Jumpbox.Settings;
using Jumpbox.Templates;

namespace Jumpbox.Azure.Tests.Steps;

/// <summary>A forced build replaces the template of its content only if no other run needs it.</summary>
public sealed class ForcingNextToAnotherRun(CompiledTemplates compiled) : IAsyncLifetime
{
    private readonly List<AzureSession> _sessions = [];
    private LocalChain _chain = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _chain = await LocalChain.StartAsync(compiled);
        await _chain.PrepareAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _sessions.ForEach(session => session.Dispose());
        await _chain.DisposeAsync();
    }

    [Fact]
    public async Task A_template_that_another_run_has_leased_is_not_replaced()
    {
        ImagePipeline first = Run("111111111111");
        TemplateRecord built = await BuildAsync(first);

        HandoverException refused = await Assert.ThrowsAsync<HandoverException>(() => ForceAsync(Run("222222222222")));

        Assert.Matches("run 111111111111 may need it until \\d{4}-", refused.Message);
        Assert.Equal(built.ImageId, Assert.Single((await TemplateAsync(built))!.DistributeTargets));
        // The one who was refused left nothing that would hold up the other.
        Assert.Equal(RolloutOutcome.Created, (await ForceAsync(first)).Outcome);
        Assert.DoesNotContain(_chain.Said, said => said.Contains("is deleting", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_run_that_leased_it_replaces_it_itself_and_keeps_its_lease()
    {
        ImagePipeline first = Run("111111111111");
        TemplateRecord built = await BuildAsync(first);

        TemplateRecord forced = (await ForceAsync(first)).Record;

        Assert.Equal($"{built.ImageId}-2", forced.ImageId);
        await Assert.ThrowsAsync<HandoverException>(async () =>
        {
            await BuildAsync(forced, first);
            await ForceAsync(Run("222222222222"));
        });
    }

    [Fact]
    public async Task Of_two_runs_that_force_at_once_one_replaces_it_and_the_other_attaches_or_is_refused()
    {
        TemplateRecord built = await BuildAsync(_chain.Pipeline);
        ImagePipeline[] runs = [Run("111111111111"), Run("222222222222")];

        Exception?[] failures = await Task.WhenAll(
            runs.Select(run => Task.Run(() => Record.ExceptionAsync(() => ForceAsync(run)).AsTask()))
        );

        Assert.All(failures.OfType<Exception>(), failure => Assert.IsType<HandoverException>(failure));
        Assert.NotEqual(2, failures.OfType<Exception>().Count());
        Assert.Equal($"{built.ImageId}-2", Assert.Single((await TemplateAsync(built))!.DistributeTargets));
        Assert.Equal(1, _chain.Count("DELETE", ResourceId.Parse(built.TemplateId).Name));
    }

    [Fact]
    public async Task A_template_from_which_an_image_is_being_built_is_not_replaced()
    {
        ImagePipeline first = Run("111111111111");
        TemplateRecord record = await BuildAsync(first);
        await LocalChain.LeaveAtWorkAsync(first.Build(record with { ImageId = record.ImageId }, LocalChain.Plan));

        await Assert.ThrowsAsync<HandoverException>(() => ForceAsync(first));

        Assert.NotNull(await TemplateAsync(record));
    }

    private ImagePipeline Run(string holder)
    {
        AzureSession session = _chain.World.Connect(options =>
            options with
            {
                Time = new HastyTime(),
                Holder = new LeaseHolder(holder, $"run {holder}"),
            }
        );
        _sessions.Add(session);
        return new ImagePipeline(session, _chain.Templates, _chain.Settings, _chain.Said.Add);
    }

    private async Task<TemplateRecord> BuildAsync(ImagePipeline run)
    {
        TemplateRecord record = (
            await run.Template.EnsureAsync(LocalChain.Plan, await _chain.DescribeAsync(), false, Cancel)
        ).Record;
        return await BuildAsync(record, run);
    }

    private static async Task<TemplateRecord> BuildAsync(TemplateRecord record, ImagePipeline run)
    {
        Assert.Equal(RunState.Succeeded, (await LocalChain.EndAsync(run.Build(record, LocalChain.Plan))).LastRun.State);
        return record;
    }

    private async Task<(RolloutOutcome Outcome, TemplateRecord Record)> ForceAsync(ImagePipeline run)
    {
        (RolloutOutcome outcome, TemplateRecord record, _) = await run.Template.EnsureAsync(
            LocalChain.Plan,
            await _chain.DescribeAsync(),
            true,
            Cancel
        );
        return (outcome, record);
    }

    private Task<ImageTemplate?> TemplateAsync(TemplateRecord record) =>
        _chain.Session.ImageTemplates.GetAsync(ResourceId.Parse(record.TemplateId), Cancel);
}
