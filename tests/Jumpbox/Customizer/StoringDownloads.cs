using System.Globalization;
using System.Security.Cryptography;

namespace Jumpbox.Tests.Customizer;

/// <summary>The scripts' downloads in a real shell, onto a real file system of two megabytes.</summary>
public sealed class StoringDownloads : IDisposable
{
    private const int DiskBytes = 2 * 1024 * 1024;
    private readonly string _disk = Directory.CreateTempSubdirectory("jumpbox-disk-").FullName;

    [Fact]
    public async Task A_file_that_fits_is_stored_as_locked()
    {
        byte[] file = Bytes(1024 * 1024);
        await using UnreliableServer server = UnreliableServer.Chunked(file);

        (int code, string output) = await FetchAsync(server, file);

        Assert.True(code == 0, output);
        Assert.Contains("tool 1.2.3: 1048576 bytes, SHA-256 as locked", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_the_disk_cut_is_never_as_locked()
    {
        byte[] file = Bytes(2 * DiskBytes);
        await using UnreliableServer server = UnreliableServer.Chunked(file);

        (int code, string output) = await FetchAsync(server, file);

        Assert.True(code == 1, output);
        Assert.DoesNotContain("as locked", output, StringComparison.Ordinal);
        Assert.Contains("tool 1.2.3: the disk is full: it kept ", output, StringComparison.Ordinal);
        Assert.Contains("cure: give the build machine a larger disk", output, StringComparison.Ordinal);
        Assert.Equal(1, server.Asked);
        Assert.Contains("left: \n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disk_without_room_is_told_before_anything_is_downloaded()
    {
        (int code, string output) = await RunAsync(
            string.Create(CultureInfo.InvariantCulture, $"require_room {2 * DiskBytes}")
        );

        Assert.True(code == 1, output);
        Assert.Contains(
            $"the downloads: the disk is full: they have {2 * DiskBytes} bytes",
            output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_cut_connection_is_told_as_such()
    {
        byte[] file = Bytes(64 * 1024);
        await using UnreliableServer server = UnreliableServer.Announcing(file, sent: 1000);

        (int code, string output) = await FetchAsync(server, file);

        Assert.True(code == 1, output);
        Assert.Contains("could not be downloaded (tries: 2, seconds: 1): ", output, StringComparison.Ordinal);
        Assert.Equal(2, server.Asked);
    }

    [Fact]
    public async Task A_wrong_file_is_told_by_its_digest()
    {
        byte[] file = Bytes(64 * 1024);
        byte[] other = [.. file];
        other[^1] ^= 1;
        await using UnreliableServer server = UnreliableServer.Chunked(other);

        (int code, string output) = await FetchAsync(server, file);

        Assert.True(code == 1, output);
        Assert.Contains(
            $"is {Convert.ToHexStringLower(SHA256.HashData(other))}, the lock says {Convert.ToHexStringLower(SHA256.HashData(file))}",
            output,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(503)]
    [InlineData(404)]
    [InlineData(403)]
    public async Task What_the_first_source_does_not_have_comes_from_the_second_one(int status)
    {
        byte[] file = Bytes(64 * 1024);
        await using UnreliableServer first = UnreliableServer.Refusing(status);
        await using UnreliableServer second = UnreliableServer.Chunked(file);

        (int code, string output) = await FetchAsync(first, file, other: second);

        Assert.True(code == 0, output);
        Assert.Contains(
            $"try 1 failed: the server answered {status}; again from 127.0.0.1:",
            output,
            StringComparison.Ordinal
        );
        Assert.Contains("65536 bytes, SHA-256 as locked", output, StringComparison.Ordinal);
        Assert.Equal((1, 1), (first.Asked, second.Asked));
    }

    [Fact]
    public async Task The_lock_judges_the_second_source_too()
    {
        byte[] file = Bytes(64 * 1024);
        byte[] other = [.. file];
        other[^1] ^= 1;
        await using UnreliableServer first = UnreliableServer.Refusing(404);
        await using UnreliableServer second = UnreliableServer.Chunked(other);

        (int code, string output) = await FetchAsync(first, file, other: second);

        Assert.True(code == 1, output);
        Assert.DoesNotContain("as locked", output, StringComparison.Ordinal);
        Assert.Contains($"the SHA-256 of {second.Address} is ", output, StringComparison.Ordinal);
        Assert.Contains("left: \n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_file_of_the_first_source_is_replaced_by_the_right_one_of_the_second()
    {
        byte[] file = Bytes(64 * 1024);
        await using UnreliableServer first = UnreliableServer.Chunked("<html>sign in</html>"u8.ToArray());
        await using UnreliableServer second = UnreliableServer.Chunked(file);

        (int code, string output) = await FetchAsync(first, file, other: second);

        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task A_second_source_that_refuses_for_good_does_not_end_the_wait_for_the_first_one()
    {
        byte[] file = Bytes(64 * 1024);
        await using UnreliableServer first = UnreliableServer.Refusing(503, file, times: 3);
        await using UnreliableServer second = UnreliableServer.Refusing(404);

        (int code, string output) = await FetchAsync(first, file, other: second, patience: 60);

        Assert.True(code == 0, output);
        Assert.Equal((4, 1), (first.Asked, second.Asked));
    }

    [Fact]
    public async Task Two_sources_that_refuse_are_left_at_once()
    {
        byte[] file = Bytes(64 * 1024);
        await using UnreliableServer first = UnreliableServer.Refusing(404);
        await using UnreliableServer second = UnreliableServer.Refusing(403);

        (int code, string output) = await FetchAsync(first, file, other: second, patience: 60);

        Assert.True(code == 1, output);
        Assert.Contains($"{second.Address} could not be downloaded (tries: 2, ", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(512)]
    [InlineData(4 * DiskBytes)]
    public async Task A_file_that_is_longer_than_the_lock_says_is_stopped_there(int more)
    {
        byte[] file = Bytes(64 * 1024);
        await using UnreliableServer server = UnreliableServer.Chunked([.. file, .. new byte[more]]);

        (int code, string output) = await FetchAsync(server, file);

        Assert.True(code == 1, output);
        Assert.Contains("is longer than 65536 bytes", output, StringComparison.Ordinal);
        Assert.DoesNotContain("the disk is full", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_whose_length_the_lock_does_not_know_has_a_limit_all_the_same()
    {
        byte[] file = Bytes(DiskBytes);
        await using UnreliableServer server = UnreliableServer.Chunked(file);

        (int code, string output) = await FetchAsync(server, file, size: "");

        Assert.True(code == 1, output);
        Assert.Contains("is longer than 1500000 bytes", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zip")]
    [InlineData("tar.gz")]
    public async Task A_program_that_the_disk_cut_while_it_was_unpacked_is_not_installed(string form)
    {
        Shell.Require("zip", "zip");
        // Long when it is unpacked, short before: unzip ends with 0 where the disk takes no more.
        (int code, string output) = await RunAsync(
            $"""
            UNPACKED_BYTES={4 * DiskBytes}
            archives=$(mktemp -d)
            trap 'rm -rf "$archives"' EXIT
            head -c {2 * DiskBytes} /dev/zero >"$archives/tool"
            (cd "$archives" && zip -q tool.zip tool && tar -czf tool.tar.gz tool)
            unpack 'tool 1.2.3' {form} "$archives/tool.{form}" tool "$STAGE/tool" || exit 1
            """
        );

        Assert.True(code == 1, output);
        Assert.Contains("tool 1.2.3: the disk is full: it kept ", output, StringComparison.Ordinal);
        Assert.Contains("left: \n", output, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_disk, recursive: true);

    private static byte[] Bytes(int length)
    {
        byte[] bytes = new byte[length];
        new Random(1).NextBytes(bytes);
        return bytes;
    }

    private Task<(int Code, string Output)> FetchAsync(
        UnreliableServer server,
        byte[] locked,
        string? size = null,
        UnreliableServer? other = null,
        int patience = 1
    ) =>
        RunAsync(
            string.Create(CultureInfo.InvariantCulture, $"FETCH_PATIENCE_SECONDS={patience}\n")
                + $"fetch 'tool 1.2.3' '{server.Address}' \"$STAGE/file\" {Convert.ToHexStringLower(SHA256.HashData(locked))} "
                + $"'{size ?? locked.Length.ToString(CultureInfo.InvariantCulture)}' '' '{other?.Address}' || exit 1"
        );

    // The disk is a mount in a namespace of its own, so that nothing of it is left.
    private async Task<(int Code, string Output)> RunAsync(string commands)
    {
        Shell.Require("unshare", "util-linux");
        Shell.Require("curl", "curl");
        string[] namespaces = Environment.IsPrivilegedProcess ? ["--mount"] : ["--mount", "--map-root-user"];
        (int can, string why) = await Shell.RunAsync("unshare", [.. namespaces, "true"]);
        if (can != 0)
        {
            Assert.Skip($"no file system can be mounted here: {why}");
        }
        string script = Path.Combine(_disk, "script");
        await File.WriteAllTextAsync(
            script,
            $$"""
            STEP=test STAGE={{_disk}}/small FETCH_TRIES=2 FETCH_PATIENCE_SECONDS=1 FETCH_BYTES=1500000 UNPACKED_BYTES=1048576
            mkdir -p "$STAGE"
            mount -t tmpfs -o size={{DiskBytes}} none "$STAGE"
            . scripts/lib/step.sh
            . scripts/lib/fetch.sh
            clock=0
            date() { printf '%s\n' "$clock"; }
            sleep() { clock=$((clock + $1)); }
            code=0
            (
            {{commands}}
            ) || code=$?
            ended=$code
            printf 'left: %s\n' "$(ls "$STAGE")"
            exit "$ended"
            """,
            TestContext.Current.CancellationToken
        );
        return await Shell.RunAsync("unshare", [.. namespaces, "sh", "-e", script]);
    }
}
