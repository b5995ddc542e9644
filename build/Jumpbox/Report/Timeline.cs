using System.Globalization;
using Jumpbox.Evidence;

namespace Jumpbox.Report;

/// <summary>Where the time of an image build went, as bars.</summary>
internal static class Timeline
{
    public const double RowHeight = 26;

    public static IReadOnlyList<ReportBar> Of(ImageRecord? record, LogSummary logs)
    {
        (string Name, string State, DateTimeOffset Start, DateTimeOffset End)[] spans =
        [
            .. record is null ? [] : new[] { ("whole build", "whole", record.Started, record.Finished) },
            .. logs
                .Customization.Steps.Select(step => (step, "customize"))
                .Concat(logs.Validation.Steps.Select(step => (step, "validate")))
                .Where(pair => pair.step.Started is not null)
                .Select(pair =>
                    (
                        pair.step.Name,
                        pair.step.State == LogStepState.Failed ? "fail" : pair.Item2,
                        pair.step.Started!.Value,
                        pair.step.Ended ?? pair.step.Started.Value
                    )
                ),
        ];
        if (spans.Length == 0)
        {
            return [];
        }
        DateTimeOffset first = spans.Min(span => span.Start);
        double whole = Math.Max((spans.Max(span => span.End) - first).TotalSeconds, 1);
        return
        [
            .. spans.Select(
                (span, row) =>
                    new ReportBar(
                        span.Name,
                        span.State,
                        Math.Round((span.Start - first).TotalSeconds / whole * 1000, 1),
                        Math.Max(2, Math.Round((span.End - span.Start).TotalSeconds / whole * 1000, 1)),
                        row * RowHeight,
                        Words(span.End - span.Start)
                    )
            ),
        ];
    }

    public static string Words(TimeSpan time) =>
        time.TotalSeconds < 100
            ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F0} s")
            : string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:F1} min");
}
