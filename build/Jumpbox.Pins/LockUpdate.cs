using System.Globalization;
using System.Text;
using Jumpbox.Boundaries;
using Jumpbox.Evidence.Scan;
using Jumpbox.Refreshing;
using Jumpbox.Tools;

namespace Jumpbox.Pins;

/// <summary>An update of the lock from its sources: all or nothing, and byte-identical if nothing changed.</summary>
/// <param name="Lock">The new lock; the old one if nothing changed or something failed.</param>
/// <param name="Changes">The changes, in the catalogue's order.</param>
/// <param name="Resolutions">The results, with failures and skipped releases.</param>
public sealed record LockUpdate(
    ToolLock Lock,
    IReadOnlyList<ToolChange> Changes,
    IReadOnlyList<ToolResolution> Resolutions
)
{
    /// <summary>Why the snapshot moved or stayed; null where nobody looked.</summary>
    public PackageNews? Packages { get; init; }

    /// <summary>Whether kubectl follows its clusters, in one line; null where it need not.</summary>
    public string? Follows { get; init; }

    /// <summary>The tools that could not be resolved; if there are any, nothing is written.</summary>
    public IEnumerable<ToolResolution> Failures => Resolutions.Where(resolution => resolution.Failure is not null);

    /// <summary>Computes the new lock.</summary>
    /// <param name="catalogue">The catalogue.</param>
    /// <param name="current">The current lock.</param>
    /// <param name="resolutions">The resolved tools; others keep their pins.</param>
    /// <param name="baseImages">Base images with the versions that Azure offers now; null leaves them unchanged.</param>
    /// <param name="whole">
    /// Whether all tools were resolved: then the snapshot is updated too, and pins of removed tools are removed.
    /// </param>
    /// <param name="now">The time.</param>
    /// <param name="packages">Whether the snapshot moves by itself; null where nobody looked.</param>
    public static LockUpdate From(
        ToolCatalogue catalogue,
        ToolLock current,
        IReadOnlyList<ToolResolution> resolutions,
        IReadOnlyList<LockedBaseImage>? baseImages,
        bool whole,
        DateTimeOffset now,
        PackageNews? packages = null
    )
    {
        if (resolutions.Any(resolution => resolution.Failure is not null))
        {
            return new LockUpdate(current, [], resolutions);
        }
        Dictionary<string, LockedTool> tools = current.Tools.ToDictionary(tool => tool.Name);
        foreach (ToolResolution resolution in resolutions)
        {
            tools[resolution.Tool.Name] = resolution.Pin!;
        }
        if (whole)
        {
            foreach (LockedTool gone in current.Tools.Where(tool => catalogue.Find(tool.Name) is null))
            {
                _ = tools.Remove(gone.Name);
            }
        }
        ToolLock next = current with
        {
            Tools = [.. tools.Values.OrderBy(tool => tool.Name, StringComparer.Ordinal)],
            BaseImages = baseImages ?? current.BaseImages,
        };
        // The archive changes every minute. Its time is updated with other changes, when the review is due, or when there is
        // news about packages.
        string today = now.UtcDateTime.ToString("yyyyMMdd'T000000Z'", CultureInfo.InvariantCulture);
        bool moves = whole && packages?.Reason is not null && today != current.AptSnapshot;
        bool news = moves || next.Digest != current.Digest;
        bool due = whole && DateOnly.FromDateTime(now.UtcDateTime) >= current.ReviewAt;
        if (!news && !due)
        {
            return new LockUpdate(current, [], resolutions);
        }
        next = next with
        {
            ResolvedAt = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero),
            ReviewAt = DateOnly.FromDateTime(now.UtcDateTime).AddDays(catalogue.ReviewAfterDays),
            AptSnapshot = whole ? today : current.AptSnapshot,
        };
        return new LockUpdate(next, [.. LockChanges.Between(current, next, resolutions)], resolutions)
        {
            Packages = packages,
        };
    }

    /// <summary>The report: changes with their release pages, newer releases that were skipped, failures.</summary>
    public IEnumerable<string> Lines()
    {
        foreach (ToolResolution resolution in Resolutions)
        {
            foreach (RefusedRelease release in resolution.NewerRefused)
            {
                yield return $"{resolution.Tool.Name} {release.Version} skipped: {release.Reason}";
            }
            foreach (string step in resolution.Accepted)
            {
                yield return $"{resolution.Tool.Name} accepted: {step}";
            }
            if (resolution.Failure is { } failure)
            {
                yield return $"{resolution.Tool.Name} FAILED: {failure}";
            }
        }
        foreach (ToolChange change in Changes)
        {
            yield return change.ToString();
        }
        if (Follows is not null)
        {
            yield return Follows;
        }
        foreach (PackageFix fix in Packages?.Fixes ?? [])
        {
            yield return $"{fix.Notice.Id} fixes {string.Join(", ", fix.Packages)}  {fix.Notice.Page}";
        }
        foreach (string unknown in Packages?.Unknown ?? [])
        {
            yield return $"unknown: {unknown}";
        }
        if (Changes.Count == 0 && !Failures.Any())
        {
            yield return $"No changes for {Resolutions.Count} tools: the lock is unchanged.";
        }
    }

    /// <summary>The report as the body of a pull request, with what can be known before a build.</summary>
    /// <param name="scan">The last scan of an image of the current lock; null if there is none.</param>
    public string Markdown(VulnerabilityReport? scan = null)
    {
        StringBuilder text = new(
            "The newest allowed versions, resolved by the target Update. The lock records how each hash was verified.\n\n"
        );
        Append(text, "Changes", Changes.Select(change => change.ToString()));
        Append(text, "kubectl and its clusters", Follows is null ? [] : [PlainText.Markdown(Follows)]);
        Append(
            text,
            "Accepted, though they prove less than the pins before",
            Resolutions.SelectMany(resolution =>
                resolution.Accepted.Select(step => PlainText.Markdown($"{resolution.Tool.Name}: {step}"))
            )
        );
        Append(
            text,
            "Newer, but not allowed",
            Resolutions.SelectMany(resolution =>
                resolution.NewerRefused.Select(release =>
                    PlainText.Markdown($"{resolution.Tool.Name} {release.Version}: {release.Reason}")
                )
            )
        );
        Append(text, "Known before a build", PinForecast.Lines(Changes, Resolutions, scan));
        text.Append(Packages?.Markdown());
        return text.ToString();
    }

    private static void Append(StringBuilder text, string title, IEnumerable<string> items)
    {
        string[] all = [.. items];
        if (all.Length > 0)
        {
            text.Append($"## {title}\n\n{string.Concat(all.Select(item => $"- {PlainText.Line(item)}\n"))}\n");
        }
    }

    /// <summary>Throws if a tool could not be resolved.</summary>
    /// <exception cref="PinSourceException">At least one failed; the message lists them all.</exception>
    public void RequireComplete()
    {
        string[] failed = [.. Failures.Select(failure => $"{failure.Tool.Name}: {failure.Failure}")];
        if (failed.Length > 0)
        {
            throw new PinSourceException(
                $"{failed.Length} of {Resolutions.Count} tools could not be resolved, so nothing was written. "
                    + string.Join(" ", failed)
            );
        }
    }
}
