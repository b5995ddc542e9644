using Build.Evidence;
using Build.Run;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.Smoke;
using Jumpbox.Evidence;
using Jumpbox.Evidence.Booting;
using Jumpbox.Files;
using Jumpbox.Smoke;

namespace Build.Booting;

/// <summary>Starts machines from the image of the artifacts folder, and writes the result and the evidence that lists it.</summary>
internal static class ImageBooting
{
    /// <summary>Runs the target Smoke.</summary>
    /// <param name="context">The run.</param>
    /// <param name="say">Prints a line.</param>
    /// <returns>What the machines showed.</returns>
    /// <exception cref="EvidenceException">There is no image to start.</exception>
    public static async Task<SmokeReport> RunAsync(BuildContext context, Action<string> say)
    {
        ImageRecord record = ImageRecord.Read(context.Workspace.ImageRecord);
        SmokePlan plan = new(
            context.Customizer,
            ShippedFiles.PathOf("scripts"),
            OwnSmokeScript.Read(UserRepository.Root)
        );
        AzureSession session = await context.ConnectAsync();
        SmokeResult result = await new SmokeTest(session, context.Settings, plan, say).RunAsync(
            record,
            context.Interrupted
        );
        foreach (string file in Enumerable.Range(1, SmokeNeeds.Machines).SelectMany(EvidenceFiles.SmokeDiagnostics))
        {
            // Those of an earlier run would be taken for this one's.
            File.Delete(context.Workspace.File(file));
        }
        _ = context.Workspace.Logs;
        foreach ((string file, byte[] bytes) in result.Diagnostics)
        {
            AtomicFile.Write(context.Workspace.File(file), bytes);
        }
        AtomicFile.Write(context.Workspace.File(EvidenceFiles.SmokeLog), result.Transcript);
        result.Report.WriteTo(context.Workspace.File(EvidenceFiles.Smoke));
        foreach (string line in SmokeSummary.Lines(result.Report))
        {
            say(line);
        }
        foreach (string line in await EvidenceWriting.ListAsync(context, record))
        {
            say(line);
        }
        say(ReportWriting.Write(context));
        return result.Report;
    }
}
