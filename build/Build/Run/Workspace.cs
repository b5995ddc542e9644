using System.Globalization;
using Jumpbox.Files;
using Jumpbox.Settings;

namespace Build.Run;

/// <summary>
/// The artifacts folder: the paths of all files, and a lock for one run at a time. It is locked on first use of a path, so a
/// dry run leaves no trace.
/// </summary>
/// <param name="folder">The artifacts folder's path.</param>
/// <param name="target">The target of this run, for the error message of a concurrent run.</param>
public sealed class Workspace(string folder, string target) : IDisposable
{
    private readonly string _folder = System.IO.Path.GetFullPath(folder);
    private FileStream? _lock;

    /// <summary>The folder itself; takes it.</summary>
    /// <exception cref="SettingsException">The folder cannot be written, or another run holds it.</exception>
    public string Root => System.IO.Path.GetDirectoryName(ImageRecord)!;

    /// <summary>The folder's path; does not take it.</summary>
    public string Path => _folder;

    /// <summary>The target of this run.</summary>
    public string Target => target;

    /// <summary>Whether this run has locked the folder.</summary>
    public bool IsLocked => _lock is not null;

    /// <summary>The gate document.</summary>
    public string ImageRecord => File("image.json");

    /// <summary>The findings of Prereqs.</summary>
    public string Prereqs => File("prereqs.json");

    /// <summary>The paths of the build's traffic as a picture.</summary>
    public string NetworkPicture => File("network.svg");

    /// <summary>The query that shows what was blocked.</summary>
    public string BlockedTraffic => File(Jumpbox.Checks.BlockedTraffic.FileName);

    /// <summary>The findings of Prereqs as test results.</summary>
    public string PrereqsJUnit => File("prereqs.junit.xml");

    /// <summary>The findings of Check as test results.</summary>
    public string CheckJUnit => File("check.junit.xml");

    /// <summary>The results of the pipeline's own tests.</summary>
    public string TestJUnit => File("test.junit.xml");

    /// <summary>The deployed template.</summary>
    public string Template => File("template.json");

    /// <summary>The customizer's steps as deployed.</summary>
    public string Customizer => File("customizer.json");

    /// <summary>The logs of the image build.</summary>
    public string Logs => Folder("logs");

    /// <summary>LocalAzure's state.</summary>
    public string LocalAzure => Secret("localazure", "localazure");

    /// <summary>Where a served LocalAzure tells scripts its address and tokens.</summary>
    public string ReadyFile => System.IO.Path.Combine(Secrets(), "serve.json");

    /// <summary>The local key that signs evidence.</summary>
    public string SigningKey => System.IO.Path.Combine(Secrets(), "signing.pem");

    /// <summary>Where the signed addresses of operations that go on are kept.</summary>
    public string Operations => Secret("operations", System.IO.Path.Combine("journal", "operations"));

    /// <summary>The folder in which the templates are compiled.</summary>
    public string Templates => Folder("templates");

    /// <summary>The path of a file in the folder; locks the folder.</summary>
    /// <param name="name">The file's name.</param>
    /// <exception cref="SettingsException">The folder cannot be written, or another run has locked it.</exception>
    public string File(string name)
    {
        Lock();
        string path = System.IO.Path.Combine(_folder, name);
        RefuseLinks(path);
        return path;
    }

    /// <summary>Returns the path of a subfolder, created if missing; locks the artifacts folder.</summary>
    /// <param name="name">The subfolder's name.</param>
    /// <exception cref="SettingsException">The folder cannot be written, or another run has locked it.</exception>
    public string Folder(string name) => Directory.CreateDirectory(File(name)).FullName;

    // Secrets are in one folder that only its owner can enter and that no CI publishes. Moves them from where an earlier
    // version stored them.
    private string Secret(string name, string earlier)
    {
        string folder = System.IO.Path.Combine(Secrets(), name);
        string old = File(earlier);
        if (Directory.Exists(old) && !Directory.Exists(folder))
        {
            Directory.Move(old, folder);
        }
        try
        {
            return Directory.CreateDirectory(folder).FullName;
        }
        catch (IOException error)
        {
            throw new SettingsException(
                $"The folder '{folder}' of the artifacts folder cannot be created: {error.Message} Remove what is in its place, "
                    + "or use another folder with --artifacts=DIR."
            );
        }
    }

    private string Secrets()
    {
        string secrets = File("secrets");
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(secrets);
        }
        else
        {
            const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
            Directory.CreateDirectory(secrets, Owner);
            System.IO.File.SetUnixFileMode(secrets, Owner);
        }
        return secrets;
    }

    /// <summary>Says that an artifacts folder cannot be used, and what to do.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="reason">The reason, as a sentence.</param>
    internal static string NotWritable(string folder, string reason) =>
        $"The artifacts folder '{folder}' is not writable: {reason} Check its permissions, or use another folder with --artifacts=DIR.";

    /// <inheritdoc/>
    public void Dispose() => _lock?.Dispose();

    private void Lock()
    {
        if (_lock is not null)
        {
            return;
        }
        string path = System.IO.Path.Combine(_folder, "run.lock");
        string holder = System.IO.Path.Combine(_folder, "run.holder");
        try
        {
            Directory.CreateDirectory(_folder);
            RefuseLinks(path);
            RefuseLinks(holder);
            _lock = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (System.IO.File.Exists(path) && WritableFolder.Objection(_folder) is null)
        {
            throw new SettingsException(
                $"Another run is using the artifacts folder '{_folder}': {Holder(holder) ?? error.Message} "
                    + "Wait for it to finish, or use another folder with --artifacts=DIR."
            );
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException(NotWritable(_folder, error.Message));
        }
        // The lock itself cannot be read while it is held.
        AtomicFile.Write(
            holder,
            string.Create(
                CultureInfo.InvariantCulture,
                $"target {target}, process {Environment.ProcessId}, since {DateTimeOffset.Now:yyyy-MM-dd HH:mm:ss zzz}."
            )
        );
    }

    // Someone who can write to the folder could otherwise choose which other file a run overwrites. The folder itself may be one.
    private void RefuseLinks(string path)
    {
        for (
            string? at = path;
            at is not null && at.Length > _folder.Length && at.StartsWith(_folder, StringComparison.Ordinal);
            at = System.IO.Path.GetDirectoryName(at)
        )
        {
            if (new FileInfo(at).LinkTarget is { } link)
            {
                throw new SettingsException(
                    $"'{at}' in the artifacts folder is a symbolic link to '{link}', which is not followed. Remove it, or use "
                        + "another folder with --artifacts=DIR."
                );
            }
        }
    }

    private static string? Holder(string path)
    {
        try
        {
            return System.IO.File.ReadAllText(path);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
