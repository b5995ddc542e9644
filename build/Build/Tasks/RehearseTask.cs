using Build.Arguments;
using Build.Refreshing;
using Build.Run;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Jumpbox.Boundaries;
using Jumpbox.Customizer;
using Jumpbox.Files;
using Jumpbox.Rehearsal;
using Jumpbox.Reproducing;

namespace Build.Tasks;

/// <summary>Really runs the customizer on this machine, without Azure.</summary>
[TaskName("Rehearse")]
[TaskDescription("Runs the customizer's steps for real in a throwaway root file system.")]
public sealed class RehearseTask : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        RehearsalRequest request = RehearsalRequest.For(
            context.StatedSettings,
            context.Pins,
            ShippedFiles.Root,
            OwnContents.Read(UserRepository.Root)
        ) with
        {
            Output = context.Workspace.Folder("rehearsal"),
            Engine = context.Given.Text(CommandLine.Engine),
            Mirror = context.Given.Text(CommandLine.Offline),
            Keep = context.Given.IsOn(CommandLine.Keep),
            Tree = true,
        };
        RehearsalRun rehearsal = new(
            RehearsalEngines.All(),
            TimeProvider.System,
            line => context.Log.Information("{0}", line)
        );
        RehearsalResult result;
        TwiceResult? both = null;
        try
        {
            if (context.Given.IsOn(CommandLine.Twice))
            {
                both = await rehearsal.TwiceAsync(request, context.Interrupted);
            }
            result = both?.First ?? await rehearsal.RunAsync(request, context.Interrupted);
        }
        catch (NoEngineException none) when (context.Given.IsOn(CommandLine.WherePossible))
        {
            context.Log.Warning("Not rehearsed. {0}", none.Message);
            AtomicFile.Write(context.Workspace.File(Proposal.Rehearsal), RehearsalText.NotRehearsed(none.Message));
            return;
        }
        AtomicFile.Write(
            context.Workspace.File(Proposal.Rehearsal),
            RehearsalText.Markdown(result) + (both is null ? "" : RehearsalText.Markdown(both))
        );
        Report(context, result);
        if (both?.Second is RehearsalResult second)
        {
            Report(context, second);
        }
        if (both is not null)
        {
            both.RequireSame(request.Output);
            foreach (TreeDifference difference in both.Differences)
            {
                context.Log.Information("{0}", PlainText.Line($"allowed: {difference}: {difference.AllowedBecause}"));
            }
            context.Log.Information("{0}", both.Summary);
        }
        result.RequireSuccess(request.Output);
    }

    private static void Report(BuildContext context, RehearsalResult result)
    {
        foreach (RehearsedStep step in result.Steps)
        {
            context.Log.Information(
                "{0,-10} {1,-20} {2,7:F1} s  exit code {3}",
                step.Kind,
                step.Name,
                step.Seconds,
                step.ExitCode
            );
        }
        context.Log.Information(
            "tree       {0}",
            result.TreeDigest ?? $"unknown: {PlainText.Line(string.Join("; ", result.TreeUnknown.Take(3)))}"
        );
    }
}
