using Build.Arguments;
using Build.Run;
using Build.Terminal;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Jumpbox.Pins;
using Jumpbox.Tools;

namespace Build.Tasks;

/// <summary>
/// Downloads every pinned file, or those of <c>--tools</c>, into the folder <c>--to</c>, verified against the lock and laid
/// out for the user's own web server. After an interruption a rerun keeps complete files and resumes partial ones.
/// </summary>
[TaskName("Mirror")]
[TaskDescription("Downloads and verifies every pinned file into --to=DIR, for your own mirror; --tools=a,b.")]
public sealed class MirrorTask : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        string folder = context.Given.Text(CommandLine.To)!;
        string? named = context.Given.Text(CommandLine.Tools);
        IReadOnlyList<LockedTool> tools =
        [
            .. context.Pins.Locked(named),
            .. string.IsNullOrWhiteSpace(named) ? context.Pins.Lock.AzExtensions.Select(set => set.AsTool()) : [],
        ];
        using PublisherSession publishers = context.ConnectPublishers();
        ToolMirror mirror = new(publishers, Path.GetFullPath(folder));
        IReadOnlyList<MirrorOutcome> outcomes = await mirror.FillAsync(
            context.Pins.Catalogue,
            tools,
            new DownloadLog(context.Log),
            context.Interrupted
        );
        foreach (MirrorOutcome outcome in outcomes)
        {
            context.Log.Information("{0}", outcome);
        }
        ToolMirror.RequireComplete(outcomes);
        context.Log.Information(
            "{0} files are in {1}. Serve the folder over HTTPS and set, for each host, "
                + "mirrors: {{ \"https://HOST/\": \"https://YOUR-STORE/HOST/\" }}.",
            outcomes.Count,
            folder
        );
    }
}
