using Build.Run;
using Jumpbox.Preflight;

namespace Build.Preflight;

/// <summary>Whether the artifacts folder can be written, without creating it.</summary>
internal static class ArtifactsFolder
{
    /// <summary>Judges the folder or, where it does not exist yet, the one in which it will be created.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="machine">The disk.</param>
    public static IEnumerable<PreflightFinding> Judge(string folder, MachineView machine)
    {
        string existing = folder;
        while (!Directory.Exists(existing) && !File.Exists(existing) && Path.GetDirectoryName(existing) is { } parent)
        {
            existing = parent;
        }
        return WritableFolder.Objection(existing) is { } reason
            ? [PreflightFinding.Refusal(Workspace.NotWritable(folder, reason))]
            : DiskSpace.Judge(folder, machine.FreeBytes(existing));
    }
}
