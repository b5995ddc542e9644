using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Jumpbox.Tests.Tools;

namespace Jumpbox.Tests.Rehearsal;

/// <summary>Ubuntu's archive with a few packages: its three pockets and two components, signed, by their paths below its address.</summary>
internal sealed class SyntheticArchive
{
    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private readonly List<string> _stanzas = [];

    /// <summary>The files by their paths, after <see cref="Publish"/>.</summary>
    public IReadOnlyDictionary<string, byte[]> Files => _files;

    /// <summary>Adds a package with one program, <c>/usr/bin/NAME</c>, and returns its path.</summary>
    /// <param name="relations">Lines of the control file, for example <c>Depends: other\n</c>.</param>
    /// <param name="configure">What its maintainer script does after it was unpacked; null for none.</param>
    public string Add(
        string name,
        string version = "1.0-1",
        string relations = "",
        string architecture = "amd64",
        string? configure = null
    )
    {
        byte[] package = SyntheticPackage.Build(
            name,
            version,
            architecture,
            $"/usr/bin/{name}",
            SyntheticProgram.Script($"{name} {version}"),
            relations,
            configure
        );
        string path =
            $"pool/main/{name[0]}/{name}/{name}_{version[(version.IndexOf(':', StringComparison.Ordinal) + 1)..]}_{architecture}.deb";
        _files[path] = package;
        _stanzas.Add(
            $"Package: {name}\nVersion: {version}\nArchitecture: {architecture}\nMaintainer: nobody <nobody@example.com>\n{relations}"
                + $"Filename: {path}\nSize: {package.Length}\nSHA256: {Digest(package)}\nDescription: synthetic\n"
        );
        return path;
    }

    public static string Digest(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>Publishes it as the archive at a time, in a folder for a mirror.</summary>
    public void PutInto(string mirror, string snapshot)
    {
        Publish("noble", "amd64", new TestKey(DateTimeOffset.UtcNow.AddDays(-10)));
        foreach ((string path, byte[] content) in _files)
        {
            string file = Path.Combine(mirror, "snapshot.ubuntu.com", "ubuntu", snapshot, path);
            _ = Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, content);
        }
    }

    /// <summary>Writes the indexes: all packages are in main of the first pocket, the others are empty.</summary>
    public void Publish(string suite, string architecture, TestKey key)
    {
        foreach (string pocket in new[] { "", "-updates", "-security" })
        {
            StringBuilder release = new(
                $"Origin: Ubuntu\nSuite: {suite}{pocket}\nCodename: {suite}\nDate: Wed, 07 Oct 2026 00:00:00 UTC\n"
                    + $"Architectures: {architecture}\nComponents: main universe\nSHA256:\n"
            );
            foreach (string component in new[] { "main", "universe" })
            {
                string text = pocket.Length == 0 && component == "main" ? string.Join('\n', _stanzas) : "";
                byte[] plain = Encoding.UTF8.GetBytes(text);
                byte[] packed = Gzip(plain);
                foreach ((string name, byte[] content) in new[] { ("Packages", plain), ("Packages.gz", packed) })
                {
                    string path = $"{component}/binary-{architecture}/{name}";
                    _files[$"dists/{suite}{pocket}/{path}"] = content;
                    _ = release.Append($" {Digest(content)} {content.Length} {path}\n");
                }
            }
            _files[$"dists/{suite}{pocket}/InRelease"] = key.ClearSign(
                release.ToString().TrimEnd('\n'),
                new DateTimeOffset(2026, 10, 7, 0, 0, 0, TimeSpan.Zero)
            );
        }
    }

    private static byte[] Gzip(byte[] content)
    {
        MemoryStream stream = new();
        using (GZipStream packed = new(stream, CompressionLevel.Fastest))
        {
            packed.Write(content);
        }
        return stream.ToArray();
    }
}
