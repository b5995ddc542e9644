using System.Runtime.CompilerServices;
using Azure.Core;
using Jumpbox.Azure.Arm;
using Jumpbox.Boundaries;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Clients;

/// <summary>
/// Follows an image build to its end. Only the template's run state decides: while a build runs, Azure may fail for minutes,
/// which is tolerated.
/// </summary>
/// <param name="session">The session.</param>
internal sealed class RunWatch(AzureSession session)
{
    private static readonly TimeSpan UntilSeen = TimeSpan.FromMinutes(5);

    // The pipeline polls more often than this: a longer gap means that the machine was suspended, which is not an outage of
    // Azure.
    private static readonly TimeSpan LongestGap = TimeSpan.FromMinutes(5);

    /// <summary>Polls the template until the build has ended.</summary>
    /// <param name="id">The template.</param>
    /// <param name="before">
    /// The build before the watched one, so that its end is not mistaken for the new one's; null to watch any build.
    /// </param>
    /// <param name="cancellationToken">Stops watching; the build continues.</param>
    /// <returns>Every poll; the last one has the ended build.</returns>
    /// <exception cref="AzureFailure">
    /// The template no longer exists, could not be read for longer than the session tolerates, or is running long after its
    /// timeout.
    /// </exception>
    public async IAsyncEnumerable<RunSighting> WatchAsync(
        ResourceId id,
        ImageRun? before,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        TimeProvider time = session.Options.Time;
        DelayStrategy delay = session.Options.PollDelay ?? new GrowingDelay();
        long began = time.GetTimestamp();
        long lastLook = began;
        TimeSpan watched = TimeSpan.Zero;
        long? troubleSince = null;
        for (int look = 1; ; look++)
        {
            RunSighting sighting = await PollAsync(
                id,
                troubleSince is { } since ? time.GetElapsedTime(since) : null,
                cancellationToken
            );
            yield return sighting;
            if (sighting.Template is { } template)
            {
                troubleSince = null;
                bool seen = IsNew(template.LastRun, before) || time.GetElapsedTime(began) > UntilSeen;
                if (seen && !template.LastRun.IsRunning)
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

    private async Task<RunSighting> PollAsync(ResourceId id, TimeSpan? troubledFor, CancellationToken cancellationToken)
    {
        try
        {
            ImageTemplate? template = await session.ImageTemplates.GetAsync(id, cancellationToken);
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
            when (failure.IsTransient && (troubledFor ?? TimeSpan.Zero) < session.Options.Tolerance)
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
        || now.IsRunning
        || now.Started > before.Started
        || (before.State == RunState.None && now.State != RunState.None);
}

/// <summary>One poll of an image build.</summary>
/// <param name="Template">The template; null when it could not be read this time.</param>
/// <param name="Trouble">Why it could not be read; null when it was.</param>
/// <param name="TroubledFor">For how long it could not be read; zero when it was.</param>
public sealed record RunSighting(ImageTemplate? Template, AzureFault? Trouble, TimeSpan TroubledFor);
