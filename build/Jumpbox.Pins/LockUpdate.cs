using System.Globalization;
using Jumpbox.Tools;

namespace Jumpbox.Pins;

/// <summary>The lock after a look at the sources: all or nothing, and not a byte's difference without news.</summary>
/// <param name="Lock">The new lock; the old one where nothing changed or anything failed.</param>
/// <param name="Changes">What changes, in the catalogue's order.</param>
/// <param name="Resolutions">What was found, with failures and releases that were left out.</param>
public sealed record LockUpdate(
    ToolLock Lock,
    IReadOnlyList<ToolChange> Changes,
    IReadOnlyList<ToolResolution> Resolutions
)
{
    /// <summary>The tools that could not be resolved: each is a reason to write nothing.</summary>
    public IEnumerable<ToolResolution> Failures => Resolutions.Where(resolution => resolution.Failure is not null);

    /// <summary>Works the new lock out.</summary>
    /// <param name="catalogue">The catalogue.</param>
    /// <param name="current">The lock of today.</param>
    /// <param name="resolutions">What resolving came to; tools that were not asked for keep their pins.</param>
    /// <param name="baseImages">Base images with the versions that Azure offers now; null leaves them as they are.</param>
    /// <param name="whole">Whether everything was asked for: then the snapshot moves too, and tools that are gone are dropped.</param>
    /// <param name="now">The time.</param>
    public static LockUpdate From(
        ToolCatalogue catalogue,
        ToolLock current,
        IReadOnlyList<ToolResolution> resolutions,
        IReadOnlyList<LockedBaseImage>? baseImages,
        bool whole,
        DateTimeOffset now
    )
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(current);
        ArgumentNullException.ThrowIfNull(resolutions);
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
        // The archive is new every minute. Its time moves with other news, or when the review is due, never by itself.
        bool news = next.Digest != current.Digest;
        bool due = whole && DateOnly.FromDateTime(now.UtcDateTime) >= current.ReviewAt;
        if (!news && !due)
        {
            return new LockUpdate(current, [], resolutions);
        }
        next = next with
        {
            ResolvedAt = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero),
            ReviewAt = DateOnly.FromDateTime(now.UtcDateTime).AddDays(catalogue.ReviewAfterDays),
            AptSnapshot = whole
                ? now.UtcDateTime.ToString("yyyyMMdd'T000000Z'", CultureInfo.InvariantCulture)
                : current.AptSnapshot,
        };
        return new LockUpdate(next, [.. LockChanges.Between(current, next, resolutions)], resolutions);
    }

    /// <summary>What to tell: changes with their release pages, newer releases that were left out, failures.</summary>
    public IEnumerable<string> Lines()
    {
        foreach (ToolResolution resolution in Resolutions)
        {
            foreach (RefusedRelease release in resolution.NewerRefused)
            {
                yield return $"{resolution.Tool.Name} {release.Version} is left out: {release.Reason}";
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
        if (Changes.Count == 0 && !Failures.Any())
        {
            yield return $"No news for {Resolutions.Count} tools: the lock stays as it is, byte for byte.";
        }
    }

    /// <summary>Stops where a tool could not be resolved.</summary>
    /// <exception cref="PinSourceException">At least one failed; the message names all.</exception>
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
