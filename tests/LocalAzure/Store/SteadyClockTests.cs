using System.Text.Json.Nodes;
using LocalAzure.Settings;
using LocalAzure.Store;

namespace LocalAzure.Tests.Store;

/// <summary>The server's time when the machine's clock is set back or forth.</summary>
public sealed class SteadyClockTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
    private readonly MachineClock _machine = new() { Shown = Noon };

    [Fact]
    public void Goes_on_by_what_passes_when_the_machines_clock_is_set_back()
    {
        SteadyClock clock = new(_machine, DateTimeOffset.MinValue);
        Assert.Equal(Noon, clock.GetUtcNow());

        _machine.Shown = Noon.AddHours(-3);
        _machine.Pass(TimeSpan.FromSeconds(5));

        Assert.Equal(Noon.AddSeconds(5), clock.GetUtcNow());
    }

    [Fact]
    public void Follows_the_machines_clock_forth_and_does_not_come_back_with_it()
    {
        SteadyClock clock = new(_machine, DateTimeOffset.MinValue);
        _machine.Shown = Noon.AddHours(2);
        Assert.Equal(Noon.AddHours(2), clock.GetUtcNow());

        _machine.Shown = Noon;
        _machine.Pass(TimeSpan.FromSeconds(1));

        Assert.Equal(Noon.AddHours(2).AddSeconds(1), clock.GetUtcNow());
    }

    [Fact]
    public void Starts_where_an_earlier_process_was() =>
        Assert.Equal(Noon.AddHours(1), new SteadyClock(_machine, Noon.AddHours(1)).GetUtcNow());

    [Fact]
    public async Task An_operation_ends_in_its_time_although_the_clock_goes_back_an_hour()
    {
        await using LocalArm arm = await LocalArm.StartAsync(
            new() { TimeProvider = _machine, Durations = Durations.Quick with { Resource = TimeSpan.FromSeconds(10) } }
        );
        string network =
            $"{LocalArm.Subscription}/resourceGroups/rg-network-eastus2/providers/Microsoft.Network/routeTables/rt-back";
        Answer begun = await arm.PutAsync(network, """{"location":"eastus2"}""", "2024-05-01");
        Assert.Equal("Creating", begun.State);

        _machine.Shown = Noon.AddHours(-1);
        _machine.Pass(TimeSpan.FromSeconds(11));

        Assert.Equal("Succeeded", (await arm.GetAsync(network, "2024-05-01")).State);
    }

    [Fact]
    public async Task What_was_begun_before_a_restart_ends_although_the_clock_went_back_meanwhile()
    {
        string folder = Directory.CreateTempSubdirectory("back").FullName;
        try
        {
            LocalAzureOptions options = new()
            {
                StateFolder = folder,
                TimeProvider = _machine,
                Durations = Durations.Quick with { Resource = TimeSpan.FromSeconds(10) },
            };
            string network =
                $"{LocalArm.Subscription}/resourceGroups/rg-network-eastus2/providers/Microsoft.Network/routeTables/rt-back";
            await using (LocalArm first = await LocalArm.StartAsync(options))
            {
                JsonNode? begun = (await first.PutAsync(network, """{"location":"eastus2"}""", "2024-05-01")).Json;
                Assert.NotNull(begun);
            }
            _machine.Shown = Noon.AddHours(-1);

            await using LocalArm second = await LocalArm.StartAsync(options);
            _machine.Pass(TimeSpan.FromSeconds(11));

            Assert.Equal("Succeeded", (await second.GetAsync(network, "2024-05-01")).State);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // Its hands can be set; what really passes is counted apart, as in a machine.
    private sealed class MachineClock : TimeProvider
    {
        private TimeSpan _passed;

        public DateTimeOffset Shown { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Pass(TimeSpan time)
        {
            _passed += time;
            Shown += time;
        }

        public override DateTimeOffset GetUtcNow() => Shown;

        public override long GetTimestamp() => _passed.Ticks;
    }
}
