using LocalAzure.Arm;
using LocalAzure.Settings;
using LocalAzure.Store;

namespace LocalAzure.Tests.Protocol;

/// <summary>A client that waits for an operation sees its end, whatever the clock does and whatever fails meanwhile.</summary>
public sealed class WaitingTests
{
    private const string Network =
        $"{LocalArm.Subscription}/resourceGroups/rg-wait/providers/Microsoft.Network/virtualNetworks/vnet-wait";

    private const string Deployment =
        $"{LocalArm.Subscription}/resourceGroups/rg-wait/providers/Microsoft.Resources/deployments/d";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_wait_ends_although_its_thread_is_held_up_between_any_two_looks_at_the_clock()
    {
        for (int read = 1; read <= 30; read++)
        {
            HeldUpClock clock = new();
            using ResourceStore store = new(null);
            using Agenda agenda = new(store, clock);
            Operations operations = new(store, agenda, clock, RetryAfterPolicy.Quick, "eastus2", [1, 2, 3]);
            agenda.On("ends", (id, _) => operations.Finish(id), (id, _, error) => operations.Finish(id, error));
            ArmPath path = ArmPath.Parse(Network);
            ArmResponse begun = operations.Start(
                new ArmRequest("PUT", path, "2024-05-01", Caller.System),
                new ArmResponse(201),
                LongRunningStyle.AsyncOperation,
                null
            );
            agenda.Schedule(TimeSpan.FromMilliseconds(20), "ends", begun.OperationId!);
            clock.HoldUpAt(read);

            Assert.Null(
                await operations.WaitAsync(begun.OperationId!, Cancel).WaitAsync(TimeSpan.FromMinutes(1), Cancel)
            );
        }
    }

    [Fact]
    public async Task What_fails_beside_a_deployment_ends_it_as_failed()
    {
        await using LocalArm arm = await LocalArm.StartAsync(
            new LocalAzureOptions
            {
                TimeProvider = new TimerlessClock(),
                Durations = Durations.Quick with { Resource = TimeSpan.FromHours(1) },
            }
        );
        await arm.PutAsync(
            $"{LocalArm.Subscription}/resourceGroups/rg-wait",
            """{"location":"eastus2"}""",
            "2024-03-01"
        );

        Answer answer = await arm.PutAsync(
            Deployment,
            """
            {"properties":{"mode":"Incremental","template":{"contentVersion":"1.0.0.0","resources":[
            {"type":"Microsoft.Network/virtualNetworks","apiVersion":"2024-05-01","name":"vnet-wait","location":"eastus2",
            "properties":{"addressSpace":{"addressPrefixes":["10.0.0.0/16"]}}}]}}}
            """,
            "2024-03-01"
        );
        Assert.True(answer.Status == 201, answer.Text);

        Answer ended = await EndOfAsync(arm);
        Assert.Equal("Failed", ended.State);
        Assert.Contains("InternalServerError", ended.Text, StringComparison.Ordinal);
        string polled = await arm.Client.GetStringAsync(answer.Headers["Azure-AsyncOperation"], Cancel);
        Assert.Contains("\"Failed\"", polled, StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_that_fails_ends_what_waits_for_it()
    {
        using ResourceStore store = new(null);
        using Agenda agenda = new(store, TimeProvider.System);
        List<string> told = [];
        agenda.On(
            "fails",
            (_, _) => throw new InvalidOperationException(),
            (target, _, error) => told.Add($"{target}: {error.Code}")
        );
        agenda.Schedule(TimeSpan.Zero, "fails", "one");

        agenda.RunDue();

        Assert.Equal(["one: InternalServerError"], told);
        Assert.Null(agenda.Next);
    }

    private static async Task<Answer> EndOfAsync(LocalArm arm)
    {
        for (int look = 0; look < 600; look++)
        {
            Answer answer = await arm.GetAsync(Deployment, "2024-03-01");
            if (answer.State != "Running")
            {
                return answer;
            }
            await Task.Delay(TimeSpan.FromMilliseconds(50), Cancel);
        }
        throw new TimeoutException("The deployment is still running.");
    }

    /// <summary>Jumps ten seconds ahead at one reading, as for a thread that did not run meanwhile.</summary>
    private sealed class HeldUpClock : TimeProvider
    {
        private int _left = int.MaxValue;
        private TimeSpan _ahead;

        public void HoldUpAt(int read) => _left = read;

        public override DateTimeOffset GetUtcNow()
        {
            if (--_left == 0)
            {
                _ahead = TimeSpan.FromSeconds(10);
            }
            return System.GetUtcNow() + _ahead;
        }
    }

    /// <summary>A machine on which no timer can be made.</summary>
    private sealed class TimerlessClock : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan due, TimeSpan period) =>
            throw new InvalidOperationException("no timers");
    }
}
