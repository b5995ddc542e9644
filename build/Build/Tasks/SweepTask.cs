using System.Globalization;
using Build.Arguments;
using Build.Run;
using Build.Terminal;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Jumpbox.Azure;
using Jumpbox.Cleaning;
using Jumpbox.Settings;
using Jumpbox.Templates;

namespace Build.Tasks;

/// <summary>
/// Finds leftovers of earlier runs in the subscription, with their age and estimated cost. Deletes them only with
/// <c>--yes</c>, images as the settings under <c>retention</c> say, and never one that is the latest, the last good one of its place,
/// or used in any subscription that the account can see.
/// </summary>
[TaskName("Sweep")]
[TaskDescription("Lists leftovers of earlier runs with age and cost; --yes removes them. --older-than=SPAN, --keep=N.")]
public sealed class SweepTask : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        RetentionSettings retention = context.Settings.Retention;
        string? olderThan = context.Given.Text(CommandLine.OlderThan);
        SweepRules rules = new(
            context.Given.Text(CommandLine.Keep) is { } keep
                ? int.Parse(keep, CultureInfo.InvariantCulture)
                : retention.KeepUnreleased,
            SpanText.Parse(olderThan ?? "7d"),
            context.Settings.Prices
        )
        {
            Retention = retention,
            IsForImages = olderThan is not null,
        };
        ImagePipeline pipeline = await context.PipelineAsync();
        TemplateRecord current = await context.DescribeAsync();
        IReadOnlyList<FoundThing> found = await pipeline.Sweeper.ReadAsync(current.ContentHash, context.Interrupted);
        DateTimeOffset now = context.Time.GetUtcNow();
        IReadOnlyList<LeftOver> leftOvers = SweepPlan.Of(found, rules, now);
        foreach (LeftOver leftOver in leftOvers)
        {
            context.Log.Information(
                "{0} {1}\n  {2}: {3}; {4}.{5}",
                leftOver.Stays is null ? "Leftover:" : "Kept:    ",
                leftOver.Id,
                leftOver.AgeText,
                leftOver.Why,
                leftOver.Cost,
                leftOver.Stays is { } stays ? $" Kept because {stays}." : ""
            );
        }
        if (SweepPlan.Storage(found, rules.Prices) is { } storage)
        {
            context.Log.Information("{0}", storage);
        }
        LeftOver[] takable = [.. leftOvers.Where(leftOver => leftOver.Stays is null)];
        string digest = SweepList.Digest(takable);
        if (takable.Length == 0 || !context.Given.IsOn(CommandLine.Yes))
        {
            context.Log.Information(
                "Leftovers: {0}, removable: {1}{2}.",
                leftOvers.Count,
                takable.Length,
                takable.Length > 0
                    ? $"; --{CommandLine.Yes} removes them, without a terminal --{CommandLine.Yes} --{CommandLine.List}={digest}"
                    : ""
            );
            return;
        }
        IReadOnlyList<string> lists = context.Given.Texts(CommandLine.List);
        if (lists.Count > 0 && !lists.Contains(digest))
        {
            throw new CakeException(
                $"The list has changed since --{CommandLine.List}={string.Join(", ", lists)} was printed, so nothing was removed. The list above is "
                    + $"{digest}: read it, then use --{CommandLine.List}={digest}."
            );
        }
        IReadOnlyList<CleanedItem> stayed = CleanUpNarration.Tell(
            context,
            await pipeline.Sweeper.RemoveAsync(
                takable,
                rules,
                now,
                current.ContentHash,
                template => CleanUpNarration.DownloadLogsAsync(context, pipeline, template, context.Interrupted),
                context.Interrupted
            ),
            "Sweep"
        );
        if (stayed.Count > 0)
        {
            throw new CakeException($"Sweep failed to remove {stayed.Count} leftover(s); each is listed above.");
        }
    }
}
