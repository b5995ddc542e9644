using System.Globalization;
using Jumpbox.Evidence.Log;

namespace Jumpbox.Evidence.Report;

/// <summary>The times of a run as bars: targets, the image build, its phases, its steps, its checks.</summary>
internal sealed class Timeline
{
    /// <summary>The width of all bars together, in units.</summary>
    public const double Width = 740;

    private const double RowHeight = 24;
    private const int MostTicks = 8;

    // A target that ran on another day is unrelated to this build.
    private static readonly TimeSpan Near = TimeSpan.FromHours(2);

    private static readonly int[] TickSeconds = [1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 14400];

    private Timeline(IReadOnlyList<ReportBar> bars, IReadOnlyList<ReportTick> ticks) => (Bars, Ticks) = (bars, ticks);

    /// <summary>The bars, from top to bottom.</summary>
    public IReadOnlyList<ReportBar> Bars { get; }

    /// <summary>The marks of the axis.</summary>
    public IReadOnlyList<ReportTick> Ticks { get; }

    /// <summary>The height of all bars together, in units.</summary>
    public double Height => Bars.Count * RowHeight;

    /// <summary>Places the bars.</summary>
    /// <param name="record">The image's record; null if no image was built.</param>
    /// <param name="logs">Both logs.</param>
    /// <param name="run">When targets and phases took place.</param>
    public static Timeline Of(ImageRecord? record, LogSummary logs, RunTimes run)
    {
        Span[] build =
        [
            .. record is null ? [] : new[] { new Span("image build", "build", false, record.Started, record.Finished) },
            .. Steps(logs.Customization, "step"),
            .. Steps(logs.Validation, "check"),
        ];
        Span[] spans =
        [
            .. Runs(run, RunTimes.Target, build),
            .. build.Where(span => span.Kind == "build"),
            .. Runs(run, RunTimes.Phase, build),
            .. build.Where(span => span.Kind != "build"),
        ];
        if (spans.Length == 0)
        {
            return new([], []);
        }
        DateTimeOffset first = spans.Min(span => span.Start);
        double whole = Math.Max((spans.Max(span => span.End) - first).TotalSeconds, 1);
        double At(DateTimeOffset moment) => Math.Round((moment - first).TotalSeconds / whole * Width, 1);
        return new(
            [
                .. spans.Select(
                    (span, row) =>
                        new ReportBar(
                            span.Name,
                            span.Kind,
                            span.Failed,
                            Math.Min(At(span.Start), Width - 2),
                            Math.Max(2, Math.Round(At(span.End) - At(span.Start), 1)),
                            row * RowHeight,
                            span.Kind is "step" or "check"
                                ? FromLog(span.End - span.Start)
                                : Words(span.End - span.Start),
                            span.Note
                        )
                ),
            ],
            Marks(whole)
        );
    }

    /// <summary>Formats a duration.</summary>
    /// <param name="time">The time.</param>
    public static string Words(TimeSpan time) =>
        time.TotalSeconds switch
        {
            < 10 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F1} s"),
            < 100 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F0} s"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:F1} min"),
        };

    // The log's clock has whole seconds.
    private static string FromLog(TimeSpan time) =>
        time.TotalSeconds switch
        {
            < 1 => "under 1 s",
            < 100 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F0} s"),
            _ => Words(time),
        };

    private static IEnumerable<Span> Steps(CustomizationLog log, string kind) =>
        log
            .Steps.Where(step => step.Started is not null)
            .Select(step => new Span(
                step.Name,
                kind,
                step.State == LogStepState.Failed,
                step.Started!.Value,
                step.Ended ?? step.Started.Value
            ));

    private static IEnumerable<Span> Runs(RunTimes run, string kind, Span[] build) =>
        run
            .Spans.Where(span => span.Kind == kind)
            .Where(span =>
                build.Length == 0
                || (build.Min(one => one.Start) - span.Ended < Near && span.Started - build.Max(one => one.End) < Near)
            )
            .Select(span => new Span(span.Name, kind, !span.Succeeded, span.Started, span.Ended)
            {
                Note = span.Requests switch
                {
                    0 => "",
                    1 => "1 request",
                    int many => $"{many} requests",
                },
            });

    private static ReportTick[] Marks(double wholeSeconds)
    {
        // A longer span is not a build but a clock that jumped.
        int step = TickSeconds.FirstOrDefault(
            seconds => wholeSeconds / seconds <= MostTicks,
            (int)Math.Min(int.MaxValue, wholeSeconds / MostTicks)
        );
        return
        [
            .. Enumerable
                .Range(0, (int)(wholeSeconds / step) + 1)
                .Select(number => new ReportTick(
                    Math.Round(number * step / wholeSeconds * Width, 1),
                    step < 60 ? $"{number * step} s" : $"{number * step / 60} min"
                )),
        ];
    }

    private sealed record Span(string Name, string Kind, bool Failed, DateTimeOffset Start, DateTimeOffset End)
    {
        public string Note { get; init; } = "";
    }
}
