using Jumpbox.Evidence.Report;

namespace Jumpbox.Tests.Report;

public sealed class KeepingTheTime : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);
    private readonly string _folder = Directory.CreateTempSubdirectory("jumpbox-times-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_target_that_ran_again_takes_the_place_of_its_earlier_run()
    {
        RunTimes times = RunTimes
            .None.With([Span(RunTimes.Target, "Prereqs", 0), Span(RunTimes.Target, "Build", 1)])
            .With([Span(RunTimes.Target, "Prereqs", 5)]);

        Assert.Equal(["Build", "Prereqs"], times.Spans.Select(span => span.Name));
    }

    [Fact]
    public void The_phases_of_a_new_build_take_the_place_of_the_old_ones_and_no_other_target_does()
    {
        RunTimes first = RunTimes.None.With([
            Span(RunTimes.Phase, "Customizing", 0),
            Span(RunTimes.Phase, "Validating", 1),
        ]);

        Assert.Equal(
            2,
            first.With([Span(RunTimes.Target, "Gate", 5)]).Spans.Count(span => span.Kind == RunTimes.Phase)
        );
        Assert.Equal(
            ["Distributing"],
            first.With([Span(RunTimes.Phase, "Distributing", 5)]).Spans.Select(span => span.Name)
        );
    }

    [Fact]
    public void What_was_written_is_read_again_and_a_damaged_file_counts_as_none()
    {
        RunTimes times = RunTimes.None.With([Span(RunTimes.Target, "Prereqs", 0)]);
        times.WriteTo(_folder);

        Assert.Equal(times.Spans, RunTimes.Read(_folder).Spans);

        File.WriteAllText(Path.Combine(_folder, RunTimes.FileName), "{");
        Assert.Empty(RunTimes.Read(_folder).Spans);
    }

    private static RunSpan Span(string kind, string name, int minutes) =>
        new(kind, name, Start.AddMinutes(minutes), Start.AddMinutes(minutes + 1), 3, true);
}
