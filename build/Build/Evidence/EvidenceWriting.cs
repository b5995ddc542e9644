using Build.Run;
using Jumpbox.Customizer;
using Jumpbox.Evidence;
using Jumpbox.Evidence.Bill;
using Jumpbox.Evidence.Log;
using Jumpbox.Evidence.Provenance;
using Jumpbox.Evidence.Report;
using Jumpbox.Files;
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
        AtomicFile.Write(
            context.Workspace.File(EvidenceFiles.Settings),
            SettingsList.ToJson(SettingsList.Of(context.Settings))
        );
        lines.AddRange(await ListAsync(context, record));
        lines.Add(ReportWriting.Write(context));
        return lines;
    }

    /// <summary>Lists all evidence of an image in its provenance, and signs it.</summary>
    /// <param name="context">The run.</param>
    /// <param name="record">The image.</param>
    /// <returns>The messages.</returns>
    /// <exception cref="EvidenceException">An existing file is invalid.</exception>
    public static async Task<IReadOnlyList<string>> ListAsync(BuildContext context, ImageRecord record)
    {
        BuilderIdentity builder = BuilderIdentity.From(
            context.Variables,
            $"urn:jumpbox:image:{record.ContentHash}:{record.Finished:yyyyMMddHHmmss}"
        );
        ProvenanceStatement provenance = ProvenanceFactory.Create(
            record,
            TemplateRecord.Read(context.Workspace.Template).Contents,
            EvidenceFiles.Digests(EvidenceFiles.Read(context.Workspace.Root)),
            builder with
            {
                Version = ProgramVersion.Current,
                Repository =
                    builder.Repository ?? await GitCheckout.RepositoryAsync(UserRepository.Root, context.Interrupted),
            },
            // Azure reads no tree: there, such a line is a step's own.
            record.IsLocal
                ? DownloadedLogs.Read(context.Workspace).TreeDigest
                : null
        );
        string path = context.Workspace.File(ProvenanceStatement.FileName);
        provenance.WriteTo(path);
        return
        [
            $"{ProvenanceStatement.FileName}: {provenance.Subject.Count - 1} files of evidence.",
            await EvidenceSigning.SignProvenanceAsync(context, await File.ReadAllBytesAsync(path, context.Interrupted)),
        ];
    }
}
