using Build.Run;
using Jumpbox.Customizer;
using Jumpbox.Evidence;
using Jumpbox.Evidence.Bill;
using Jumpbox.Evidence.Log;
using Jumpbox.Evidence.Provenance;
using Jumpbox.Templates;

namespace Build.Evidence;

/// <summary>Writes the evidence from the downloaded logs and the image's record.</summary>
internal static class EvidenceWriting
{
    /// <summary>Writes everything for which the inputs exist.</summary>
    /// <param name="context">The run.</param>
    /// <returns>The messages.</returns>
    /// <exception cref="EvidenceException">An existing file is invalid.</exception>
    public static async Task<IReadOnlyList<string>> WriteAsync(BuildContext context)
    {
        LogSummary logs = DownloadedLogs.Read(context.Workspace);
        List<string> lines = [.. logs.Text()];
        if (!File.Exists(context.Workspace.ImageRecord))
        {
            lines.Add("No image record exists, so no bill of materials was written.");
            lines.Add(ReportWriting.Write(context));
            return lines;
        }
        ImageRecord record = ImageRecords.Complete(context, logs);
        RenderedContents contents = TemplateRecord.Read(context.Workspace.Template).Contents;
        SoftwareBill bill = SoftwareBill.Create(record, contents, logs.Listed);
        bill.WriteTo(context.Workspace.Root);
        lines.Add(bill.ToString());
        BuilderIdentity builder = BuilderIdentity.From(
            context.Variables,
            $"urn:jumpbox:image:{record.ContentHash}:{record.Finished:yyyyMMddHHmmss}"
        );
        ProvenanceStatement provenance = ProvenanceFactory.Create(
            record,
            contents,
            EvidenceFiles.Digests(EvidenceFiles.Read(context.Workspace.Root)),
            builder with
            {
                Repository =
                    builder.Repository ?? await GitCheckout.RepositoryAsync(UserRepository.Root, context.Interrupted),
            }
        );
        provenance.WriteTo(context.Workspace.File(ProvenanceStatement.FileName));
        lines.Add($"{ProvenanceStatement.FileName}: {provenance.Subject.Count - 1} files of evidence.");
        lines.Add(
            await EvidenceSigning.SignProvenanceAsync(
                context,
                await File.ReadAllBytesAsync(context.Workspace.File(ProvenanceStatement.FileName), context.Interrupted)
            )
        );
        lines.Add(ReportWriting.Write(context));
        return lines;
    }
}
