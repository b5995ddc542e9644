using System.Text;
using Build.Run;
using Jumpbox.Checks;
using Jumpbox.Cleaning;
using Jumpbox.Evidence;
using Jumpbox.Evidence.Gate;
using Jumpbox.Life;
using Jumpbox.Templates;
using SeenTemplate = Jumpbox.Evidence.Gate.SeenTemplate;

namespace Build.Evidence;

/// <summary>
/// Reads what an image was built from out of its signed evidence. It may be from an earlier checkout: nothing is compared with
/// this one.
/// </summary>
internal static class ImageEvidence
{
    /// <summary>Reads it.</summary>
    /// <param name="context">The run, with the evidence in its artifacts folder.</param>
    /// <param name="image">The image.</param>
    /// <returns>The identity, and the custom base image that the evidence names; null if unknown or of the marketplace.</returns>
    public static async Task<(ImageIdentity Identity, string? BaseImage)> ReadAsync(
        BuildContext context,
        FoundImage image
    )
    {
        try
        {
            IReadOnlyDictionary<string, byte[]> files = EvidenceFiles.Read(context.Workspace.Root);
            if (!files.ContainsKey(EvidenceFiles.Image) || !files.ContainsKey(EvidenceFiles.Template))
            {
                return (
                    ImageIdentity.OfTags(
                        image,
                        $"the artifacts folder has no {EvidenceFiles.Image} and {EvidenceFiles.Template}"
                    ),
                    null
                );
            }
            TemplateRecord template = TemplateRecord.Parse(Encoding.UTF8.GetString(files[EvidenceFiles.Template]));
            const string cloud = "the cloud";
            GateEvidence evidence = new(
                files,
                Readings.Present("the evidence", new ExpectedImage(template, "", context.Names.Owner)),
                new CloudSighting(
                    Readings.Present(cloud, context.Settings.Cloud),
                    Readings.Absent<SeenImage>("the image"),
                    Readings.Absent<SeenTemplate>("the template")
                )
            );
            ImageRecord record = evidence.Image;
            evidence = evidence with { Signature = await SignatureReading.ReadAsync(context, evidence) };
            string? objection = Objection(context, evidence, record, image);
            return objection is null
                ? (
                    new ImageIdentity(
                        record.ContentHash,
                        record.Run,
                        record.Commit,
                        ImageIdentity.Signature,
                        $"from its signed evidence: {evidence.Signature.Text}"
                    ),
                    record.BaseImage.ImageId
                )
                : (ImageIdentity.OfTags(image, objection), null);
        }
        catch (EvidenceException broken)
        {
            return (ImageIdentity.OfTags(image, broken.Message.TrimEnd('.')), null);
        }
    }

    private static string? Objection(
        BuildContext context,
        GateEvidence evidence,
        ImageRecord record,
        FoundImage image
    ) =>
        record.ContentHash != image.ContentHash || record.Run != image.Run
            ? $"the evidence in the artifacts folder is of another build ({record.Run})"
        : record.Cloud != context.Settings.Cloud ? $"the evidence is of the cloud {record.Cloud}"
        : !image.IsOrCopies(record.ImageId) ? $"the evidence is of {record.ImageId}"
        : !evidence.Signature.IsGood ? $"the signature of the evidence is not good: {evidence.Signature.Text}"
        : !evidence.IsSigned ? "the signature does not cover every file of the evidence"
        : null;
}
