using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace Jumpbox.Tests.Rehearsal;

/// <summary>A small program that answers as a tool does, and the forms in which publishers pack it.</summary>
internal static class SyntheticProgram
{
    private const int Executable = 0x81ED; // a regular file, 0755

    /// <summary>
    /// A script that prints a version, or a completion when asked. Machine code after its end gives it a size: it takes as long
    /// to unpack as that of a genuine program, and random bytes would take none.
    /// </summary>
    public static byte[] Script(string answer, int size = 0)
    {
        byte[] text = Encoding.UTF8.GetBytes(
            $"#!/bin/sh\ncase \"$*\" in\n  *completion*) echo 'complete -W synthetic tool' ;;\n  *) echo '{answer}' ;;\nesac\nexit 0\n"
        );
        return [.. text, .. MachineCode(Math.Max(0, size - text.Length))];
    }

    // The libraries of .NET, one after the other and from the start again.
    private static byte[] MachineCode(int size)
    {
        byte[] code = new byte[size];
        string[] libraries = Directory.GetFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "*.dll");
        for (int filled = 0, next = 0; filled < size; next++)
        {
            byte[] library = File.ReadAllBytes(libraries[next % libraries.Length]);
            int part = Math.Min(library.Length, size - filled);
            library.AsSpan(0, part).CopyTo(code.AsSpan(filled));
            filled += part;
        }
        return code;
    }

    public static byte[] TarGz(params IEnumerable<(string Name, byte[] Content)> files) =>
        TarGz(files.Select(file => Regular(file.Name, file.Content)));

    public static byte[] TarGz(IEnumerable<TarEntry> entries)
    {
        MemoryStream bytes = new();
        using (GZipStream packed = new(bytes, CompressionLevel.Optimal))
        using (TarWriter tar = new(packed))
        {
            foreach (TarEntry entry in entries)
            {
                tar.WriteEntry(entry);
            }
        }
        return bytes.ToArray();
    }

    public static TarEntry Regular(string name, byte[] content) =>
        new GnuTarEntry(TarEntryType.RegularFile, name)
        {
            Mode = (UnixFileMode)0x1ED,
            DataStream = new MemoryStream(content),
        };

    public static byte[] Zip(params IEnumerable<(string Name, byte[] Content)> files)
    {
        MemoryStream bytes = new();
        using (ZipArchive zip = new(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in files)
            {
                ZipArchiveEntry entry = zip.CreateEntry(name, CompressionLevel.Optimal);
                entry.ExternalAttributes = Executable << 16;
                using Stream stream = entry.Open();
                stream.Write(content);
            }
        }
        return bytes.ToArray();
    }
}
