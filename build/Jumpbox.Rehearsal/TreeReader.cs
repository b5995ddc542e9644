using CliWrap;
using CliWrap.Buffered;
using Jumpbox.Reproducing;

namespace Jumpbox.Rehearsal;

/// <summary>Reads the root file system of a sandbox, with programs that every Ubuntu has.</summary>
internal static class TreeReader
{
    // What is below these is the running machine's. Mounted files are left out when the listing is read.
    private const string Walk = @"find / -xdev \( -path /proc -o -path /sys -o -path /dev -o -path /run \) -prune -o";

    /// <summary>Reads all entries with the SHA-256 of each file.</summary>
    public static async Task<RootTree> ReadAsync(ISandbox sandbox, CancellationToken cancellationToken)
    {
        (byte[] listing, string? listed) = await RunAsync(
            sandbox,
            $"{Walk} -printf '{TreeListing.Format}'",
            cancellationToken
        );
        // A file that it cannot read is missing in its output, and therefore unread.
        (byte[] hashes, _) = await RunAsync(
            sandbox,
            $"{Walk} -type f -print0 | xargs -0 -r sha256sum --zero --",
            cancellationToken
        );
        BufferedCommandResult mounts = await sandbox
            .Command("root", "cat", "/proc/self/mountinfo")
            .ExecuteBufferedAsync(cancellationToken);
        try
        {
            RootTree tree = TreeListing.Read(listing, hashes, mounts.StandardOutput);
            return listed is null ? tree : tree with { NotSeen = [.. tree.NotSeen, listed] };
        }
        catch (FormatException cut)
        {
            return new RootTree([], [$"the root file system: {cut.Message}"]);
        }
    }

    /// <summary>Reads the beginning of a file: one byte more than can be compared line by line, if it has that many.</summary>
    /// <returns>Null if it cannot be read.</returns>
    public static async Task<byte[]?> BytesAsync(ISandbox sandbox, string path, CancellationToken cancellationToken)
    {
        using MemoryStream bytes = new();
        CommandResult read = await sandbox
            .Command("root", "head", $"--bytes={TextDifference.MostBytes + 1}", "--", path)
            .WithStandardOutputPipe(PipeTarget.ToStream(bytes))
            .ExecuteAsync(cancellationToken);
        return read.IsSuccess ? bytes.ToArray() : null;
    }

    private static async Task<(byte[] Output, string? Trouble)> RunAsync(
        ISandbox sandbox,
        string line,
        CancellationToken cancellationToken
    )
    {
        using MemoryStream bytes = new();
        System.Text.StringBuilder errors = new();
        CommandResult ran = await sandbox
            .Command("root", "/bin/sh", "-c", $"export LC_ALL=C; {line}")
            .WithStandardOutputPipe(PipeTarget.ToStream(bytes))
            .WithStandardErrorPipe(PipeTarget.ToStringBuilder(errors))
            .ExecuteAsync(cancellationToken);
        return (bytes.ToArray(), ran.IsSuccess ? null : $"find ended with exit code {ran.ExitCode}: {errors}".Trim());
    }
}
