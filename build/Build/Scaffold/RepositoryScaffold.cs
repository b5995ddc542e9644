using Build.Run;
using Jumpbox.Settings;
using Jumpbox.Tools;

namespace Build.Scaffold;

/// <summary>Writes a repository that holds only what is the user's, and runs the pipeline as a dotnet tool.</summary>
internal static class RepositoryScaffold
{
    /// <summary>Writes the files that are missing; an existing file is never changed.</summary>
    /// <param name="folder">The repository's root; created if it is missing.</param>
    /// <exception cref="SettingsException">A file cannot be written.</exception>
    public static ScaffoldResult Write(string folder)
    {
        string root = Path.GetFullPath(folder);
        List<string> created = [];
        List<string> kept = [];
        List<string> unchanged = [];
        string settings = File.ReadAllText(Path.Combine(root, UserRepository.Settings));
        string pins = File.ReadAllText(ToolPins.LockIn(ShippedFiles.Root, UserRepository.Root));
        foreach (ScaffoldFile file in ScaffoldFiles.All(settings, pins, ProgramVersion.Current, ReadShipped))
        {
            string path = Path.Combine(root, file.Path);
            List<string> list =
                !File.Exists(path) ? created
                : File.ReadAllText(path) == file.Text ? unchanged
                : kept;
            list.Add(file.Path);
            if (list == created)
            {
                Create(path, file);
            }
        }
        return new ScaffoldResult(root, created, kept, unchanged);
    }

    private static string ReadShipped(string name) => File.ReadAllText(ShippedFiles.PathOf(name));

    private static void Create(string path, ScaffoldFile file)
    {
        try
        {
            _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (file.IsExecutable && !OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = (UnixFileMode)Convert.ToInt32("755", 8);
            }
            using StreamWriter writer = new(path, options);
            writer.Write(file.Text);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException(
                $"{path} cannot be written: {error.Message} Check the folder's permissions, or specify another with --to=DIR."
            );
        }
    }
}
