using Build.Arguments;
using Build.Clouds;
using Build.Refreshing;
using Build.Run;
using Build.Terminal;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Jumpbox.Customizer;
using Jumpbox.Evidence;
using Jumpbox.Evidence.Scan;
using Jumpbox.Files;
using Jumpbox.Pins;
using Jumpbox.Settings;
using Jumpbox.Smoke;
using Jumpbox.Tools;

namespace Build.Tasks;

/// <summary>
/// Resolves the newest allowed versions of all tools, or of those in <c>--tools</c>, verifies the digests with every source
/// and writes the lock. All or nothing: if one tool fails, the lock is unchanged. <c>--dry</c> writes nothing,
/// <c>--download</c> also hashes every file.
/// </summary>
[TaskName("Update")]
[TaskDescription("Resolves the newest allowed versions into the lock; --tools=a,b, --dry, --download.")]
public sealed class UpdateTask : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        ToolPins pins = context.Pins;
        string? names = context.Given.Text(CommandLine.Tools);
        if (!context.Given.IsOn(CommandLine.Dry))
        {
            // Before minutes of requests, not after them.
            RequireWritable(UserRepository.Lock);
        }
        File.Delete(context.Workspace.File(Proposal.Changes));
        bool whole = string.IsNullOrWhiteSpace(names);
        IReadOnlyList<ToolDefinition> tools = whole ? pins.ToUpdate(context.AllSettings) : pins.Catalogue.Named(names);
        KubectlFit? fit = await FollowedClusters.ReadAsync(context, tools);
        if (fit?.Problem is not null)
        {
            tools = [.. tools.Where(tool => tool.Name != KubectlFit.Tool)];
        }
        AcceptedStepsBack accepted = AcceptedStepsBack.Parse(context.Given.Text(CommandLine.Accept), pins.Catalogue);
        ResolveOptions options = new(
            TimeSpan.FromDays(pins.Catalogue.MinimumReleaseAgeDays),
            context.Given.IsOn(CommandLine.Download),
            new DownloadLog(context.Log)
        )
        {
            Accepted = accepted.Tools,
            Follows = fit,
        };
        using PublisherSession publishers = context.ConnectPublishers();
        ToolResolution[] resolutions = await publishers.Resolver.ResolveAsync(
            tools,
            pins.Lock,
            options,
            context.Interrupted
        );
        IReadOnlyList<LockedBaseImage>? images =
            whole && await MarketplaceOffers.ReadAsync(context) is { } offered
                ? BaseImageVersions.Update(pins.Catalogue, pins.Lock, offered)
                : null;
        LockUpdate update = LockUpdate.From(
            pins.Catalogue,
            pins.Lock,
            resolutions,
            images,
            whole,
            context.Time.GetUtcNow(),
            await PackageNewsReading.ReadAsync(context, publishers)
        );
        if (whole && !update.Failures.Any())
        {
            PackageResolver packages = new(publishers);
            update = await PackagePinning.PinAsync(
                pins.Lock,
                update,
                context
                    .AllSettings.Select(image => PackageChoice.RequestOf(image, pins.Catalogue))
                    .OfType<PackageRequest>(),
                (request, time) => packages.ResolveAsync(request, time, context.Interrupted)
            );
            ExtensionResolver extensions = new(publishers);
            ToolLock next = update.Lock;
            update = await ExtensionPinning.PinAsync(
                pins.Lock,
                update,
                context
                    .AllSettings.Select(image => ExtensionChoice.RequestOf(image, pins.Catalogue, next))
                    .OfType<ExtensionRequest>(),
                request => extensions.ResolveAsync(request, context.Interrupted)
            );
        }
        update = update with
        {
            Follows = fit?.Sentence(
                pins.Lock.Find(KubectlFit.Tool)?.Version,
                update.Lock.Find(KubectlFit.Tool)?.Version
            ),
        };
        update.Lines().ToList().ForEach(line => context.Log.Information("{0}", line));
        update.RequireComplete();
        accepted.Demand(pins.Lock, images).ToList().ForEach(line => context.Log.Information("{0}", line));
        if (update.Changes.Count > 0 && !context.Given.IsOn(CommandLine.Dry))
        {
            update.Lock.Save(UserRepository.Lock);
            AtomicFile.Write(context.Workspace.File(Proposal.Changes), update.Markdown(LastScan(context)));
            context.Log.Information("{0} updated; review the diff and commit it.", ToolLock.DefaultPath);
        }
    }

    private static VulnerabilityReport? LastScan(BuildContext context)
    {
        string record = context.Workspace.ImageRecord;
        string scan = context.Workspace.File(EvidenceFiles.Vulnerabilities);
        return File.Exists(record) && File.Exists(scan)
            ? VulnerabilityReport.Of(File.ReadAllText(scan), ImageRecord.Read(record))
            : null;
    }

    private static void RequireWritable(string file)
    {
        // Replacing the lock takes a new file beside it.
        if (WritableFolder.Objection(System.IO.Path.GetDirectoryName(file)!, create: true) is { } reason)
        {
            throw new SettingsException(
                $"The lock '{file}' cannot be written: {reason} Use a checkout that you can write, or add "
                    + $"--{CommandLine.Dry} to see the changes only."
            );
        }
    }
}
