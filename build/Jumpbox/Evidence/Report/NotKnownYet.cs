using Jumpbox.Evidence.Log;

namespace Jumpbox.Evidence.Report;

/// <summary>Lists what the evidence leaves open, so that a report never passes over it in silence. Pure.</summary>
internal static class NotKnownYet
{
    /// <summary>Lists the open questions, each with the target that answers it.</summary>
    /// <param name="record">The image's record; null if no image was built.</param>
    /// <param name="input">The inputs of the report.</param>
    public static IReadOnlyList<ReportRow> In(ImageRecord? record, ReportInput input)
    {
        List<ReportRow> rows = [];
        void Open(bool open, string name, string text, string answer)
        {
            if (open)
            {
                rows.Add(new ReportRow(name, "unknown", text, answer));
            }
        }
        bool hasLog = input.Logs.Customization.Lines.Any(line => line.Text.Length > 0);
        Open(
            record is not null && input.Verdict is null,
            "release",
            "Whether the image may be released: Gate has not run.",
            "The target Gate decides."
        );
        Open(
            !hasLog,
            "build log",
            NoLog.ReasonIn(input.Files) is { } reason ? $"Not downloaded: {reason}" : "Not downloaded.",
            "The target Logs downloads it."
        );
        Open(
            record is { Checks.Count: 0 } && input.Logs.Checks.Count == 0,
            "checks in the image",
            "No result of the checks on a VM created from the image.",
            "They are in the build log."
        );
        Open(
            record is not null && !input.Files.ContainsKey(EvidenceFiles.Bill),
            "packages",
            "There is no bill of materials of this image.",
            "The target Logs writes it from the build log."
        );
        Open(
            record is not null && !input.Files.ContainsKey(EvidenceFiles.Vulnerabilities),
            "vulnerabilities",
            "The image was not scanned.",
            "The target Scan does that."
        );
        Open(
            !input.Files.ContainsKey(EvidenceFiles.Prereqs),
            "Prereqs",
            "No result is in this folder.",
            "The target Prereqs writes it."
        );
        Open(
            record is not null && !input.Files.ContainsKey(EvidenceFiles.LockCheck),
            "newer releases",
            "The lock was not checked against its sources.",
            "The target Check does that."
        );
        return rows;
    }
}
