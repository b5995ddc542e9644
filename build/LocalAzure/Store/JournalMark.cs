using System.Globalization;
using System.Text;
using LocalAzure.Settings;

namespace LocalAzure.Store;

/// <summary>
/// How far the state file was written: the number and the checksum of its last line, in the file that locks the state. It is written after
/// the line, so that a kill leaves one that is a line behind; one that is ahead means that lines are missing at the end. An empty file, as
/// of an earlier version, or of a kill while the state file was replaced, says nothing.
/// </summary>
internal sealed class JournalMark : IDisposable
{
    private readonly FileStream _file;

    private JournalMark(FileStream file) => _file = file;

    private string Path => _file.Name;

    /// <exception cref="LocalAzureException">Another process has the state.</exception>
    public static JournalMark Take(string folder)
    {
        string path = System.IO.Path.Combine(folder, "state.lock");
        try
        {
            return new JournalMark(PrivateFile.Open(path, FileMode.OpenOrCreate, FileShare.None));
        }
        catch (IOException e) when (e is not (DirectoryNotFoundException or PathTooLongException))
        {
            throw new LocalAzureException(
                $"LocalAzure's state folder '{folder}' is in use by another process. "
                    + "Wait until that run has ended, or give another folder.",
                e
            );
        }
    }

    /// <summary>What is marked; null for nothing.</summary>
    /// <exception cref="LocalAzureException">It cannot be read.</exception>
    public JournalChain? Read()
    {
        byte[] bytes = new byte[Math.Min(_file.Length, 64)];
        _file.Seek(0, SeekOrigin.Begin);
        _file.ReadExactly(bytes);
        if (bytes.Length == 0)
        {
            return null;
        }
        return
            Encoding.ASCII.GetString(bytes).TrimEnd('\n').Split(' ') is [var number, var sum]
            && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out long line)
            && ulong.TryParse(sum, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong check)
            ? new JournalChain(line, check)
            : throw new LocalAzureException(
                $"LocalAzure's '{Path}' is damaged, so it is not known whether the state is complete. Delete this file to continue with "
                    + "what the state has, or its folder to start over."
            );
    }

    /// <summary>The error for a state file without the line that is marked.</summary>
    /// <param name="state">The path of the state file.</param>
    /// <param name="last">The number of its last line; 0 for a file that does not exist.</param>
    public LocalAzureException Lost(string state, long last) =>
        new(
            $"LocalAzure's state file '{state}' {(last == 0 ? "is missing or has no numbered line" : $"ends with number {last}")} and is not "
                + "the one that was written last: lines are missing at its end, or it is an older copy; it was not changed. Restore it, "
                + $"delete '{Path}' to continue with what it has, or delete its folder to start over."
        );

    /// <summary>Marks a line. If that fails, the mark stays behind, which a kill may leave too.</summary>
    public void Write(JournalChain chain)
    {
        try
        {
            _file.Seek(0, SeekOrigin.Begin);
            _file.Write(
                Encoding.ASCII.GetBytes(
                    string.Create(CultureInfo.InvariantCulture, $"{chain.Number:D19} {chain.Sum:x16}\n")
                )
            );
        }
        catch (Exception e) when (e is IOException or ArgumentOutOfRangeException)
        {
            Arm.Bug.Trace(e);
        }
    }

    /// <summary>Says nothing any more, before another file takes the place of the state file.</summary>
    public void Clear() => _file.SetLength(0);

    public void Dispose() => _file.Dispose();
}
