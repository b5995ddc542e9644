using System.IO.Compression;
using System.Text;
using Build.Scanning;
using Jumpbox.Evidence;

namespace Build.Tests;

public sealed class ReadingAdvisories : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(70_000)]
    public void Every_member_of_a_zip_is_read_also_of_one_with_a_64_bit_directory(int members)
    {
        Write(members, CompressionLevel.Fastest);
        using (ZipArchive zip = ZipFile.OpenRead(_path))
        {
            Assert.Equal(members, zip.Entries.Count);
        }
        int count = 0;

        Read(
            (name, bytes) =>
            {
                Assert.Equal($"{count}.json", name);
                Assert.Equal(Content(count), Encoding.UTF8.GetString(bytes.Span));
                count++;
            }
        );

        Assert.Equal(members, count);
    }

    [Fact]
    public void A_changed_byte_is_noticed_by_the_checksum()
    {
        Write(10, CompressionLevel.Fastest);
        byte[] bytes = File.ReadAllBytes(_path);
        bytes[60] ^= 0x10;
        File.WriteAllBytes(_path, bytes);

        Assert.Contains("is not a complete zip", Assert.Throws<EvidenceException>(() => Read((_, _) => { })).Message);
    }

    [Fact]
    public void Members_that_the_end_does_not_count_are_not_forgotten()
    {
        Write(3, CompressionLevel.Fastest);
        byte[] bytes = File.ReadAllBytes(_path);
        int end = bytes.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        (bytes[end + 8], bytes[end + 10]) = (1, 1);
        File.WriteAllBytes(_path, bytes);

        Assert.Contains(
            "more members than its end counts",
            Assert.Throws<EvidenceException>(() => Read((_, _) => { })).Message
        );
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(200)]
    public void A_zip_that_was_cut_off_is_refused(int length)
    {
        Write(10, CompressionLevel.Fastest);
        File.WriteAllBytes(_path, [.. File.ReadAllBytes(_path).Take(length)]);

        Assert.Contains("is not a complete zip", Assert.Throws<EvidenceException>(() => Read((_, _) => { })).Message);
    }

    [Fact]
    public void A_member_that_is_not_deflated_is_refused_with_its_name()
    {
        Write(1, CompressionLevel.NoCompression);

        Assert.Contains("0.json", Assert.Throws<EvidenceException>(() => Read((_, _) => { })).Message);
    }

    private void Read(Action<string, ReadOnlyMemory<byte>> take)
    {
        using FileStream file = File.OpenRead(_path);
        new ZipMembers(file, _path).Read(take);
    }

    private static string Content(int number) => $"{{\"id\":\"{number}\",\"text\":\"{new string('x', number % 50)}\"}}";

    private void Write(int members, CompressionLevel level)
    {
        using ZipArchive zip = new(File.Create(_path), ZipArchiveMode.Create);
        for (int at = 0; at < members; at++)
        {
            using Stream entry = zip.CreateEntry($"{at}.json", level).Open();
            entry.Write(Encoding.UTF8.GetBytes(Content(at)));
        }
    }
}
