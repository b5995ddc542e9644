using System.Security.Cryptography;
using System.Text;
using Jumpbox.Tests.Tools;

namespace Jumpbox.Tests.Rehearsal;

/// <summary>A Debian package with one program, and the signed repository that offers it.</summary>
internal static class SyntheticPackage
{
    public static byte[] Build(
        string name,
        string version,
        string architecture,
        string path,
        byte[] program,
        string relations = "",
        string? configure = null
    )
    {
        string control =
            $"Package: {name}\nVersion: {version}\nArchitecture: {architecture}\n"
            + $"Maintainer: nobody <nobody@example.com>\n{relations}Description: synthetic\n";
        byte[] information = SyntheticProgram.TarGz(
            configure is null
                ? [("./control", Encoding.UTF8.GetBytes(control))]
                :
                [
                    ("./control", Encoding.UTF8.GetBytes(control)),
                    ("./postinst", Encoding.UTF8.GetBytes($"#!/bin/sh\nset -e\n{configure}\n")),
                ]
        );
        byte[] data = SyntheticProgram.TarGz(($".{path}", program));
        return
        [
            .. Encoding.ASCII.GetBytes("!<arch>\n"),
            .. Member("debian-binary", "2.0\n"u8.ToArray()),
            .. Member("control.tar.gz", information),
            .. Member("data.tar.gz", data),
        ];
    }

    /// <summary>Writes key, index and signature of a repository with one package.</summary>
    public static void Publish(
        string repository,
        string suite,
        string file,
        byte[] package,
        string control,
        TestKey key
    )
    {
        string architecture = Field(control, "Architecture");
        string index =
            $"{control}Filename: {file}\nSize: {package.Length}\nSHA256: {Convert.ToHexStringLower(SHA256.HashData(package))}\n\n";
        byte[] bytes = Encoding.UTF8.GetBytes(index);
        string folder = Path.Combine(repository, "dists", suite);
        string inner = $"main/binary-{architecture}/Packages";
        _ = Directory.CreateDirectory(Path.Combine(folder, Path.GetDirectoryName(inner)!));
        File.WriteAllBytes(Path.Combine(folder, inner), bytes);
        string release =
            $"Origin: synthetic\nSuite: {suite}\nCodename: {suite}\nDate: {DateTimeOffset.UtcNow:R}\n"
            + $"Architectures: {architecture}\nComponents: main\nSHA256:\n"
            + $" {Convert.ToHexStringLower(SHA256.HashData(bytes))} {bytes.Length} {inner}\n";
        File.WriteAllBytes(
            Path.Combine(folder, "InRelease"),
            key.ClearSign(release.TrimEnd('\n'), DateTimeOffset.UtcNow)
        );
    }

    private static string Field(string control, string name) =>
        control.Split('\n').First(line => line.StartsWith(name + ": ", StringComparison.Ordinal))[(name.Length + 2)..];

    // Source: deb(5) and ar's common format: name, time, owner, group, mode, size, in columns.
    private static byte[] Member(string name, byte[] content)
    {
        string header = $"{name, -16}{0, -12}{0, -6}{0, -6}{"100644", -8}{content.Length, -10}`\n";
        return [.. Encoding.ASCII.GetBytes(header), .. content, .. content.Length % 2 == 1 ? "\n"u8.ToArray() : []];
    }
}
