using Build.Run;
using Jumpbox.Azure.ImageBuilds;
using Jumpbox.Evidence;
using Jumpbox.Evidence.Log;
using Jumpbox.Naming;
using Jumpbox.Templates;

namespace Build.Evidence;

/// <summary>Creates the gate document.</summary>
internal static class ImageRecords
{
    /// <summary>Whether the artifacts folder has the record of this image.</summary>
    /// <param name="context">The run.</param>
    /// <param name="template">The deployed template.</param>
    /// <param name="image">The existing image.</param>
    public static bool IsRecorded(BuildContext context, TemplateRecord template, BuiltImage image)
    {
        if (!File.Exists(context.Workspace.ImageRecord))
        {
            return false;
        }
        ImageRecord record = ImageRecord.Read(context.Workspace.ImageRecord);
        return record.ContentHash == template.ContentHash
            && record.ImageId == Address(image)
            && (image.Started is null || record.Started == image.Started);
    }

    /// <summary>Creates the record of a verified image. Data from the log is added after its download.</summary>
    /// <param name="context">The run.</param>
    /// <param name="template">The deployed template.</param>
    /// <param name="image">The image.</param>
    public static ImageRecord Create(BuildContext context, TemplateRecord template, BuiltImage image)
    {
        // The image's tag has its commit; an earlier commit may have had the same content.
        SourceMark source = image.Tags.TryGetValue(TagNames.Commit, out string? mark)
            ? SourceMark.Parse(mark)
            : template.Source;
        return new ImageRecord
        {
            Cloud = template.Cloud,
            Subscription = template.Subscription,
            Location = template.Location,
            TemplateId = template.TemplateId,
            TemplateName = template.TemplateName,
            ContentHash = template.ContentHash,
            ImageId = Address(image),
            ImageState = "Succeeded",
            RunState = image.IsLate ? ImageRecord.DistributedLate : "Succeeded",
            BaseImage = template.BaseImage is { } known
                ? new RecordedBaseImage(
                    known.Publisher,
                    known.Offer,
                    known.Sku,
                    image.ExactBaseVersion ?? known.Version
                )
                : new RecordedBaseImage("", "", "", "", template.SourceImageId),
            Tools = [.. template.Contents.Tools.Select(tool => tool.Recorded)],
            LockDigest = template.LockDigest,
            Commit = source.Commit,
            Dirty = source.Dirty,
            Started =
                image.Started ?? throw new InvalidOperationException("The start and end of the build are unknown."),
            Finished =
                image.Finished ?? throw new InvalidOperationException("The start and end of the build are unknown."),
            VmSize = image.VmSize,
            RunOutputs =
            [
                .. image.Outputs.Select(output => new RecordedOutput(
                    output.Name,
                    output.ArtifactId ?? output.ArtifactUri?.Split('?')[0] ?? ""
                )),
            ],
            Checks = [],
            Skipped = new SortedDictionary<string, string>(
                context.Settings.Skip.ToDictionary(skip => skip.Key, skip => skip.Value),
                StringComparer.Ordinal
            ),
        };
    }

    /// <summary>Adds the results of the in-VM checks from the downloaded logs to the record.</summary>
    /// <param name="context">The run.</param>
    /// <param name="logs">The downloaded logs.</param>
    /// <returns>The completed record.</returns>
    public static ImageRecord Complete(BuildContext context, LogSummary logs)
    {
        ImageRecord record = ImageRecord.Read(context.Workspace.ImageRecord);
        if (logs.Checks.Count > 0 && !record.Checks.SequenceEqual(logs.Checks))
        {
            record = record with { Checks = logs.Checks };
            record.WriteTo(context.Workspace.ImageRecord);
        }
        return record;
    }

    private static string Address(BuiltImage image) => image.ImageId?.ToString() ?? image.VhdAddress ?? "";
}
