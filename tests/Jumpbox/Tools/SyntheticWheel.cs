using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Jumpbox.Tests.Tools;

/// <summary>A wheel of Python with one module, which is an extension of az if its name begins with azext_.</summary>
internal static class SyntheticWheel
{
    /// <summary>The wheel's bytes.</summary>
    /// <param name="name">The distribution.</param>
    /// <param name="module">Its module.</param>
    /// <param name="needs">What it depends on, as <c>Requires-Dist</c> has it.</param>
    public static byte[] Build(string name, string version, string module, params string[] needs)
    {
        string info = $"{name.Replace('-', '_')}-{version}.dist-info";
        List<(string Path, string Text)> files =
        [
            (
                $"{module}/__init__.py",
                module.StartsWith("azext_", StringComparison.Ordinal) ? Extension : "ANSWER = 42\n"
            ),
            (
                $"{info}/METADATA",
                $"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\nLicense: MIT\n"
                    + string.Concat(needs.Select(need => $"Requires-Dist: {need}\n"))
            ),
            ($"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"),
        ];
        if (module.StartsWith("azext_", StringComparison.Ordinal))
        {
            files.Add(($"{module}/azext_metadata.json", """{"azext.minCliCoreVersion": "2.30.0"}"""));
        }
        string record = string.Concat(
            files.Select(file =>
            {
                byte[] content = Encoding.UTF8.GetBytes(file.Text);
                string digest = Convert
                    .ToBase64String(SHA256.HashData(content))
                    .TrimEnd('=')
                    .Replace('+', '-')
                    .Replace('/', '_');
                return $"{file.Path},sha256={digest},{content.Length}\n";
            })
        );
        files.Add(($"{info}/RECORD", $"{record}{info}/RECORD,,\n"));
        using MemoryStream stream = new();
        using (ZipArchive zip = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string path, string text) in files)
            {
                using StreamWriter writer = new(zip.CreateEntry(path).Open());
                writer.Write(text);
            }
        }
        return stream.ToArray();
    }

    /// <summary>The name of its file.</summary>
    public static string FileOf(string name, string version) => $"{name.Replace('-', '_')}-{version}-py3-none-any.whl";

    private const string Extension = """
        from azure.cli.core import AzCommandsLoader


        class Loader(AzCommandsLoader):
            def load_command_table(self, args):
                return self.command_table


        COMMAND_LOADER_CLS = Loader

        """;
}
