using Jumpbox.Files;

namespace Jumpbox.Evidence.Log;

/// <summary>
/// Why the log of an image build was not downloaded, stored where the log would be: its contents are then unknown,
/// and the gate reports this reason. Deleted once the log is downloaded.
/// </summary>
/// <param name="Reason">The reason, in one line.</param>
public sealed record NoLog(string Reason)
{
    /// <summary>Stores the reason.</summary>
    /// <param name="root">The artifacts folder.</param>
    public void WriteTo(string root) =>
        AtomicFile.Write(Path.Combine(root, EvidenceFiles.NoLog), EvidenceJson.Write(this));

    /// <summary>Deletes the reason: the log exists.</summary>
    /// <param name="root">The artifacts folder.</param>
    public static void Remove(string root)
    {
        if (Path.Combine(root, EvidenceFiles.NoLog) is var file && File.Exists(file))
        {
            File.Delete(file);
        }
    }

    /// <summary>Reads the reason from the files of evidence; null if none is stored.</summary>
    /// <param name="files">Name and bytes.</param>
    /// <exception cref="EvidenceException">It is broken.</exception>
    public static string? ReasonIn(IReadOnlyDictionary<string, byte[]> files) =>
        files.TryGetValue(EvidenceFiles.NoLog, out byte[]? bytes)
            ? EvidenceJson
                .Parse<NoLog>(
                    System.Text.Encoding.UTF8.GetString(bytes),
                    EvidenceFiles.NoLog,
                    "Run the target Logs again."
                )
                .Reason
            : null;
}
