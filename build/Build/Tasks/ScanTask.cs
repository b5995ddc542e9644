using Build.Arguments;
using Build.Run;
using Build.Scanning;
using Cake.Core.Diagnostics;
using Cake.Frosting;

namespace Build.Tasks;

/// <summary>Finds the known vulnerabilities of the image in the artifacts folder, by its bill. Needs no cloud.</summary>
[TaskName("Scan")]
[TaskDescription("Finds the image's known vulnerabilities by its bill; --report=FILE reads a scanner's report.")]
public sealed class ScanTask : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        if (context.Given.IsOn(CommandLine.WhereSet) && !context.Settings.AsksForScan)
        {
            context.Log.Information(
                "Not scanned: scan.command, scan.advisories and gate.vulnerabilities set nothing, so vulnerabilities do not decide."
            );
            return;
        }
        foreach (string line in await ImageScanning.RunAsync(context))
        {
            context.Log.Information("{0}", line);
        }
    }
}
