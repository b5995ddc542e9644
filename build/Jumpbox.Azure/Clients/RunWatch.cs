using System.Runtime.CompilerServices;
using Azure.Core;
using Jumpbox.Azure.Arm;
using Jumpbox.Boundaries;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Clients;

/// <summary>
/// Watches an image build to its end. The verdict comes only from the template's run state: while a build works, Azure
/// may answer with faults of its own for minutes, and these are borne.
/// </summary>
internal sealed class RunWatch
{
    private static readonly TimeSpan UntilSeen = TimeSpan.FromMinutes(5);

    // Looks are never further apart by our doing: a longer gap is a machine that slept, which is no fault of Azure's.
    private static readonly TimeSpan LongestGap = TimeSpan.FromMinutes(5);
    private readonly AzureSession _session;

    /// <summary>Watches through a session.</summary>
    /// <param name="session">The session.</param>
    public RunWatch(AzureSession session) => _session = session;

    /// <summary>Looks at the template again and again until the build has ended.</summary>
    /// <param name="id">The template.</param>
    /// <param name="before">
    /// The last build before the one that is watched; null to take whatever build is there. With it, an older build's end is
    /// not mistaken for the new one's.
    /// </param>
    /// <param name="cancellationToken">Stops watching; the build continues.</param>
    /// <returns>Every poll; the last one has the ended build.</returns>
    /// <exception cref="AzureFailure">The template no longer exists, could not be seen for longer than the session tolerates, or continues long after its time-out.</exception>
    public async IAsyncEnumerable<RunSighting> WatchAsync(
        ResourceId id,
        ImageRun? before,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(id);
        TimeProvider time = _session.Options.Time;
        DelayStrategy delay = _session.Options.PollDelay ?? new GrowingDelay();
        long began = time.GetTimestamp();
        long lastLook = began;
        TimeSpan watched = TimeSpan.Zero;
        long? troubleSince = null;
        for (int look = 1; ; look++)
        {
            RunSighting sighting = await LookAsync(
                id,
                troubleSince is { } since ? time.GetElapsedTime(since) : null,
                cancellationToken
            );
            yield return sighting;
            if (sighting.Template is { } template)
            {
                troubleSince = null;
                bool seen = IsNew(template.LastRun, before) || time.GetElapsedTime(began) > UntilSeen;
                if (seen && !template.LastRun.IsUnderWay)
                {
                    yield break;
                }
                TimeSpan gap = time.GetElapsedTime(lastLook);
                watched += gap < LongestGap ? gap : LongestGap;
                lastLook = time.GetTimestamp();
                if (watched > template.BuildTimeout + Limits.BuildMargin)
                {
                    throw Endless(template, watched);
                }
            }
            else
            {
                troubleSince ??= time.GetTimestamp();
            }
            await Task.Delay(delay.GetNextDelay(null, look), time, cancellationToken);
        }
    }

    private async Task<RunSighting> LookAsync(ResourceId id, TimeSpan? troubledFor, CancellationToken cancellationToken)
    {
        try
        {
            ImageTemplate? template = await _session.ImageTemplates.GetAsync(id, cancellationToken);
            return template is null
                ? throw new AzureFailure(
                    new AzureFault(
                        $"watch the image build of {id.Name}",
                        id.ToString(),
                        404,
                        "ResourceNotFound",
                        "The image template no longer exists: someone deleted it during the build.",
                        [],
                        null,
                        "Run the target Build again: it recreates the template."
                    )
                )
                : new RunSighting(template, null, TimeSpan.Zero);
        }
        catch (AzureFailure failure)
            when (failure.IsTransient && (troubledFor ?? TimeSpan.Zero) < _session.Options.Tolerance)
        {
            return new RunSighting(null, failure.Fault, troubledFor ?? TimeSpan.Zero);
        }
    }

    private static AzureFailure Endless(ImageTemplate template, TimeSpan watched) =>
        new(
            new AzureFault(
                $"build the image of {template.Name}",
                template.Id.ToString(),
                0,
                "TimedOut",
                $"The build is still running after {SpanWords.Of(watched)}, although its timeout is "
                    + $"{SpanWords.Of(template.BuildTimeout)}.",
                [],
                null,
                "Run the target Build again to keep watching it, or Cleanup to cancel it. "
                    + "If neither works, contact Microsoft support with the template's id."
            )
        );

    private static bool IsNew(ImageRun now, ImageRun? before) =>
        before is null
        || now.IsUnderWay
        || now.Started > before.Started
        || (before.State == RunState.None && now.State != RunState.None);
}

/// <summary>One look at a running image build.</summary>
/// <param name="Template">The template as it was seen; null when Azure could not show it this time.</param>
/// <param name="Trouble">Why it could not be seen; null when it was.</param>
/// <param name="TroubledFor">For how long it could not be seen; zero when it was.</param>
public sealed record RunSighting(ImageTemplate? Template, AzureFault? Trouble, TimeSpan TroubledFor);
