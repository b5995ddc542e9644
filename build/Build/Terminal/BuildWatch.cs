using Build.Arguments;
using Build.Clouds;
using Build.Evidence;
using Build.Run;
using Cake.Core;
using Cake.Core.Diagnostics;
using Jumpbox.Azure;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.ImageBuilds;
using Jumpbox.Evidence.Report;
using Jumpbox.Settings;
using Jumpbox.Templates;

namespace Build.Terminal;

/// <summary>
/// Follows an image build to its end, or detaches from it gracefully when the time is up or the run is interrupted.
/// </summary>
/// <param name="context">The run.</param>
/// <param name="pipeline">The clients of the chain.</param>
/// <param name="display">Shows the build.</param>
/// <param name="build">The build.</param>
/// <param name="template">The template.</param>
internal sealed class BuildWatch(
    BuildContext context,
    BuildDisplay display,
    ImagePipeline pipeline,
    ImageBuild build,
    TemplateRecord template
)
{
    private static readonly TimeSpan StopWithin = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan NoteAgain = TimeSpan.FromSeconds(30);

    /// <summary>Starts or joins the build and follows it.</summary>
    /// <param name="narration">Receives the state, including the final one.</param>
    /// <param name="size">The size of the build VM if a build is started.</param>
    /// <exception cref="DetachedException">The build continues without this run.</exception>
    /// <exception cref="CakeException">The build was cancelled.</exception>
    /// <exception cref="AzureFailure">It could not be started or read.</exception>
    public async Task FollowAsync(BuildNarration narration, string size)
    {
        TimeSpan? left = context.TimeLeft();
        using CancellationTokenRegistration leaving = context.Interrupted.Register(() =>
            InterruptedBuild.Leave(context, template, narration)
        );
        using CancellationTokenSource detach = new(Timeout.InfiniteTimeSpan, context.Time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(
            context.Interrupted,
            detach.Token
        );
        try
        {
            await display.FollowAsync(
                Noted(Timed(build.RunAsync(size, either.Token), left, detach), narration),
                narration,
                Expected()
            );
            InterruptedBuild.Forget(context);
        }
        catch (OperationCanceledException) when (context.Interrupted.IsCancellationRequested)
        {
            throw await StopAsync();
        }
        catch (OperationCanceledException) when (detach.IsCancellationRequested)
        {
            InterruptedBuild.Forget(context);
            throw new DetachedException(
                $"The time set by --{CommandLine.DetachAfter} is up. {ContinuesMessage} Exiting with code 3."
            );
        }
    }

    private BuildExpectation Expected() =>
        BuildExpectation.From(
            EarlierBuilds.Durations(
                context.Workspace.Root,
                template.Cloud,
                template.Subscription,
                template.Location,
                template.TemplateName
            ),
            template.Cloud == "local" ? LocalWorld.BuildTime(context) : BuildExpectation.Usual
        );

    // The time counts from the first poll, so a run whose time is already up still starts the build for the next one.
    private static async IAsyncEnumerable<BuildMoment> Timed(
        IAsyncEnumerable<BuildMoment> moments,
        TimeSpan? left,
        CancellationTokenSource detach
    )
    {
        bool counting = false;
        await foreach (BuildMoment moment in moments)
        {
            if (left is { } rest && !counting)
            {
                counting = true;
                detach.CancelAfter(rest);
            }
            yield return moment;
        }
    }

    // A process that is killed hears no signal: what is uploaded then has been written before.
    private async IAsyncEnumerable<BuildMoment> Noted(IAsyncEnumerable<BuildMoment> moments, BuildNarration narration)
    {
        long? written = null;
        await foreach (BuildMoment moment in moments)
        {
            yield return moment;
            if (
                !context.Interrupted.IsCancellationRequested
                && (written is not { } last || context.Time.GetElapsedTime(last) >= NoteAgain)
            )
            {
                written = context.Time.GetTimestamp();
                InterruptedBuild.Foresee(context, template, narration);
            }
        }
    }

    private string ContinuesMessage =>
        $"The image build of {template.TemplateName} continues in the cloud; run the same command again to attach to it.";

    private async Task<Exception> StopAsync()
    {
        if (!Confirmation.ConfirmCancellation(context))
        {
            InterruptedBuild.Forget(context);
            return new DetachedException(ContinuesMessage);
        }
        using CancellationTokenSource limit = new(StopWithin, context.Time);
        context.Log.Information(
            "Cancelling the image build, downloading its log and cleaning up, for at most {0} minutes. Press Ctrl+C again to exit immediately.",
            StopWithin.TotalMinutes
        );
        try
        {
            ImageRun run = await build.CancelAsync(limit.Token);
            context.Log.Information("The image build ended: {0}.", run.State);
            await DownloadedLogs.DownloadAsync(
                context,
                pipeline,
                ResourceId.Parse(template.TemplateId),
                null,
                limit.Token
            );
            await CleanUpNarration.RunAsync(context, pipeline, template.ContentHash, limit.Token);
            InterruptedBuild.Forget(context);
            return new CakeException(
                $"The image build of {template.TemplateName} was cancelled; its final state is {run.State}. Run the same command again to build it."
            );
        }
        catch (OperationCanceledException)
        {
            return new CakeException(
                $"The image build of {template.TemplateName} did not end within {StopWithin.TotalMinutes} minutes after it was "
                    + "cancelled. Run the same command again to continue, or --target=Cleanup to delete everything."
            );
        }
    }
}
