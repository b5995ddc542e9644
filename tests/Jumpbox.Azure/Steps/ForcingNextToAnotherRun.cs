using Jumpbox.Azure.Clients;
using Jumpbox.Azure.ImageBuilds;
using Jumpbox.Azure.Leases;
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

        await OneReplacedAsync(built, failures);
    }

    [Fact]
    public async Task Of_three_runs_that_force_at_once_none_waits_for_one_that_waits_for_it()
    {
        TemplateRecord built = await BuildAsync(_chain.Pipeline);
        ResourceId template = ResourceId.Parse(built.TemplateId);
        LeapingTime later = new();
        later.Pass(TimeSpan.FromMinutes(1));
        // The first and the last have announced; what the second sees longest is the last.
        await Leases("111111111111").ReserveAsync(template, Cancel);
        await Leases("333333333333", later).ReserveAsync(template, Cancel);
        TaskCompletionSource waits = new();
        ImagePipeline first = Run("111111111111");
        ImagePipeline second = Run(
            "222222222222",
            line =>
            {
                if (line.Contains("is deleting", StringComparison.Ordinal))
                {
                    waits.TrySetResult();
                }
            }
        );
        ImagePipeline third = Run("333333333333");

        Task<Exception?> two = Task.Run(() => Record.ExceptionAsync(() => ForceAsync(second)).AsTask());
        await waits.Task.WaitAsync(Cancel);
        Exception?[] failures = await Task.WhenAll(
                two,
                Task.Run(() => Record.ExceptionAsync(() => ForceAsync(first)).AsTask()),
                Task.Run(() => Record.ExceptionAsync(() => ForceAsync(third)).AsTask())
            )
            .WaitAsync(TimeSpan.FromMinutes(1), Cancel);

        await OneReplacedAsync(built, failures);
    }

    [Fact]
    public async Task A_template_from_which_an_image_is_being_built_is_not_replaced()
    {
        ImagePipeline first = Run("111111111111");
        TemplateRecord record = await BuildAsync(first);
        await LocalChain.LeaveAtWorkAsync(first.Build(record with { ImageId = record.ImageId }, LocalChain.Plan));

        await Assert.ThrowsAsync<HandoverException>(() => ForceAsync(first));

        Assert.NotNull(await TemplateAsync(record));
        // What the run had leased before, it still has: another run's Cleanup would cancel its build.
        LeaseSight seen = await SightOfAnotherAsync();
        Assert.Equal("run 111111111111", seen.UserOf(ResourceId.Parse(record.TemplateId).Name)?.Title);
    }

    [Fact]
    public async Task A_template_that_cannot_be_replaced_is_not_reserved_afterwards()
    {
        TemplateRecord built = await BuildAsync(_chain.Pipeline);
        ResourceId template = ResourceId.Parse(built.TemplateId);
        await LocalChain.LeaveAtWorkAsync(_chain.Pipeline.Build(built, LocalChain.Plan));

        await Assert.ThrowsAsync<HandoverException>(() => ForceAsync(Run("111111111111")));

        Assert.Null((await SightOfAnotherAsync()).DeleterOf(template.Name));
    }

    private async Task OneReplacedAsync(TemplateRecord built, Exception?[] failures)
    {
        Assert.All(failures.OfType<Exception>(), failure => Assert.IsType<HandoverException>(failure));
        Assert.NotEqual(failures.Length, failures.OfType<Exception>().Count());
        Assert.Equal($"{built.ImageId}-2", Assert.Single((await TemplateAsync(built))!.DistributeTargets));
        Assert.Equal(1, _chain.Count("DELETE", ResourceId.Parse(built.TemplateId).Name));
    }

    private Task<LeaseSight> SightOfAnotherAsync() => Leases("333333333333").ReadAsync(Cancel);

    private TemplateLeases Leases(string holder, TimeProvider? time = null) =>
        new(Connect(holder, time), _chain.Settings, _chain.Said.Add);

    private ImagePipeline Run(string holder, Action<string>? say = null) =>
        new(Connect(holder), _chain.Templates, _chain.Settings, say ?? _chain.Said.Add);

    private AzureSession Connect(string holder, TimeProvider? time = null)
    {
        AzureSession session = _chain.World.Connect(options =>
            options with
            {
                Time = time ?? new HastyTime(),
                Holder = new LeaseHolder(holder, $"run {holder}"),
            }
        );
        _sessions.Add(session);
        return session;
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
