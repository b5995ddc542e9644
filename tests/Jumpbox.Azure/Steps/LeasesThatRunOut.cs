using Jumpbox.Azure.Clients;
using Jumpbox.Azure.Leases;
using Jumpbox.Azure.LeftOvers;
using Jumpbox.Boundaries;
using Jumpbox.Cleaning;
using Jumpbox.Handover;
using Jumpbox.Leases;
using Jumpbox.Naming;
using Jumpbox.Settings;
using Jumpbox.Templates;

namespace Jumpbox.Azure.Tests.Steps;

/// <summary>What takes longer than the lease that protects it, and leases whose end does not come.</summary>
public sealed class LeasesThatRunOut(CompiledTemplates compiled) : IAsyncLifetime
{
    private readonly List<AzureSession> _sessions = [];
    private LocalChain _chain = null!;
    private TemplateRecord _record = null!;
    private ResourceId _template = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _chain = await LocalChain.StartAsync(compiled);
        _record = await _chain.DeployAsync();
        _template = ResourceId.Parse(_record.TemplateId);
    }

    public async ValueTask DisposeAsync()
    {
        _sessions.ForEach(session => session.Dispose());
        await _chain.DisposeAsync();
    }

    [Fact]
    public async Task A_build_that_waits_for_its_turn_for_a_day_keeps_its_template()
    {
        LeapingTime time = new();
        BuildLease lease = new(Leases("111111111111", time), time, _chain.Said.Add);
        TaskCompletionSource<string> turn = new();

        Task<string> waiting = lease.KeepAsync(_template, turn.Task, Cancel);
        while (time.Passed < TimeSpan.FromDays(1))
        {
            await Task.Delay(10, Cancel);
        }
        TemplateLease? user = (await Leases("222222222222", time).ReadAsync(Cancel)).UserOf(_template.Name);
        turn.SetResult("cores");

        Assert.Equal("cores", await waiting);
        Assert.Equal("run 111111111111", user?.Title);
    }

    [Fact]
    public async Task A_lease_is_renewed_before_a_build_only_if_it_might_end_before_it()
    {
        LeapingTime time = new();
        TemplateLeases leases = Leases("111111111111", time);
        await leases.TakeAsync(_template, Cancel);
        BuildLease lease = new(leases, time, _chain.Said.Add);

        await lease.RenewAsync(_template, Cancel);
        DateTimeOffset first = await EndAsync();
        time.Pass(TimeSpan.FromHours(3));
        await lease.RenewAsync(_template, Cancel);

        Assert.True(await EndAsync() - first > TimeSpan.FromHours(2.9));

        async Task<DateTimeOffset> EndAsync() =>
            (await Leases("222222222222", time).ReadAsync(Cancel)).UserOf(_template.Name)!.Until;
    }

    [Fact]
    public async Task A_template_that_another_run_took_after_the_reservation_ended_is_not_deleted()
    {
        LeapingTime time = new();

        IReadOnlyList<CleanedItem> cleaned = await new CleanUp(
            Connect("111111111111", time),
            _chain.Settings,
            _chain.Said.Add
        ).RunAsync(
            CleanupLevel.Template,
            _record.ContentHash,
            new RoleGuids($"{Guid.Empty}", $"{Guid.Empty}"),
            async _ =>
            {
                time.Pass(Limits.LeaseOfDeletion + TimeSpan.FromMinutes(1));
                await Leases("222222222222", time).TakeAsync(_template, Cancel);
            },
            Cancel
        );

        CleanedItem template = Assert.Single(cleaned, item => item.Id == _record.TemplateId);
        Assert.Equal(CleanedOutcome.Left, template.Outcome);
        Assert.StartsWith("run 222222222222 may need it until", template.Reason);
        Assert.NotNull(await _chain.Session.ImageTemplates.GetAsync(_template, Cancel));
    }

    [Fact]
    public async Task A_reservation_whose_end_cannot_be_read_stops_a_run_instead_of_holding_it_up_forever()
    {
        Names names = new(_chain.Settings);
        TemplateLease damaged = new(
            "111111111111",
            "run 111111111111",
            _template.Name,
            LeasePurpose.Delete,
            DateTimeOffset.MaxValue
        );
        await _chain.Session.Deployments.RecordAsync(
            names.BuilderGroup.ToString(),
            names.Lease(_template.Name, damaged.Holder),
            new DeploymentRequest(
                Empty(),
                [],
                Tags: new Dictionary<string, string>(damaged.Tags)
                {
                    ["jumpbox:leaseUntil"] = "soon",
                    [TagNames.Owner] = names.Owner,
                }
            ),
            Cancel
        );

        HandoverException refused = await Assert.ThrowsAsync<HandoverException>(() =>
            Leases("222222222222", new LeapingTime()).TakeAsync(_template, Cancel)
        );

        Assert.Contains("when the reservation ends cannot be read", refused.Message);
        Assert.Contains(names.Lease(_template.Name, damaged.Holder), refused.Message);
    }

    [Fact]
    public async Task A_reservation_by_a_clock_that_is_days_ahead_stops_a_run_after_the_longest_deletion()
    {
        LeapingTime ahead = new();
        ahead.Pass(TimeSpan.FromDays(3));
        await Leases("111111111111", ahead).ReserveAsync(_template, Cancel);
        LeapingTime time = new(TimeSpan.FromMinutes(10));

        HandoverException refused = await Assert.ThrowsAsync<HandoverException>(() =>
            Leases("222222222222", time).TakeAsync(_template, Cancel)
        );

        Assert.Contains("run 111111111111 has reserved it", refused.Message);
        Assert.InRange(time.Passed, Limits.Removal, Limits.Removal * 2);
    }

    private TemplateLeases Leases(string holder, TimeProvider time) =>
        new(Connect(holder, time), _chain.Settings, _chain.Said.Add);

    private AzureSession Connect(string holder, TimeProvider time)
    {
        AzureSession session = _chain.World.Connect(options =>
            options with
            {
                Time = time,
                Holder = new LeaseHolder(holder, $"run {holder}"),
            }
        );
        _sessions.Add(session);
        return session;
    }

    private static System.Text.Json.Nodes.JsonObject Empty() =>
        new()
        {
            ["$schema"] = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
            ["contentVersion"] = "1.0.0.0",
            ["resources"] = new System.Text.Json.Nodes.JsonArray(),
        };
}
