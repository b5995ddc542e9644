using Build.Arguments;
using Build.Clouds;
using Build.Run;
using Build.Scaffold;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Jumpbox.Files;
using Jumpbox.Pins;
using Jumpbox.Tools;

namespace Build.Tasks;

/// <summary>
/// Verifies the lock against the catalogue, the review date and its sources: every pinned URL exists, sizes, digests and
/// signatures still match, no repository is archived, the base images are still offered. Prints one table of all findings;
/// problems that require action fail the target. <c>--offline</c> skips the sources.
/// </summary>
[TaskName("Check")]
[TaskDescription("Verifies the lock against its sources; --offline skips what needs the network.")]
public sealed class CheckTask : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        ToolPins pins = context.Pins;
        bool offline = context.Given.IsOn(CommandLine.Offline);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        byte[] content = await File.ReadAllBytesAsync(
            ToolPins.LockIn(ShippedFiles.Root, UserRepository.Root),
            context.Interrupted
        );
        DateOnly today = DateOnly.FromDateTime(now.UtcDateTime);
        List<PinFinding> findings =
        [
            .. LockCheck.Offline(pins, content, today),
            .. UserRepository.Trust.Findings(today),
        ];
        findings.AddRange(await PinnedTool.CheckAsync(offline, context.Interrupted));
        List<string> compared = [];
        IReadOnlyDictionary<CatalogueBaseImage, IReadOnlyList<string>>? offered = offline
            ? null
            : await MarketplaceOffers.ReadAsync(context);
        if (!offline)
        {
            using PublisherSession publishers = context.ConnectPublishers();
            findings.AddRange(await new SourceCheck(publishers).RunAsync(pins, context.Interrupted));
            compared.AddRange(SourceCheck.Pins(pins));
            findings.AddRange(LockCheck.Offered(pins, offered));
        }
        CheckRecord record = new(pins.Lock.Digest, now, offline, offered is not null, compared, findings);
        record.Save(context.Workspace.File(CheckRecord.FileName));
        AtomicFile.Write(context.Workspace.CheckJUnit, CheckJUnit.Write(record));
        FindingTable.Lines(findings).ToList().ForEach(line => context.Log.Information("{0}", line));
        record.RequirePassed();
    }
}
