using System.Security.Cryptography;
using Jumpbox.Settings;
using Jumpbox.Tests.Tools;
using Jumpbox.Tools;

namespace Jumpbox.Tests.Rehearsal;

/// <summary>
/// A mirror folder for the checked-in catalogue: archives with the genuine layouts and addresses, programs that only print
/// their version, a signed apt repository, and the lock that pins exactly these bytes.
/// </summary>
internal sealed class SyntheticMirror : IDisposable
{
    private static readonly TestKey Key = new(DateTimeOffset.UtcNow.AddDays(-10));

    /// <param name="size">How many bytes a tool's program has; null means as few as it needs.</param>
    public SyntheticMirror(Func<string, int>? size = null)
    {
        ToolPins genuine = ToolPins.Load(SampleSettings.Root);
        ToolDefinition[] tools =
        [
            .. genuine.Catalogue.Tools.Select(tool =>
                tool.Apt is null ? tool : tool with { Apt = tool.Apt with { Fingerprint = Key.Fingerprint } }
            ),
        ];
        Pins = genuine with { Catalogue = genuine.Catalogue with { Tools = tools } };
        Settings = SampleSettings.Read("tools.yq=true");
        foreach (ToolDefinition tool in tools.Where(tool => Settings.Tools.GetValueOrDefault(tool.Name, tool.Default)))
        {
            Put(tool.Name, Pack(tool, SyntheticProgram.Script(Answer(tool), size?.Invoke(tool.Name) ?? 0)));
        }
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("jumpbox-mirror-").FullName;

    public JumpboxSettings Settings { get; }

    public ToolPins Pins { get; private set; }

    /// <summary>What a tool prints when it is asked for its version.</summary>
    public string Answer(ToolDefinition tool) =>
        tool.Expand(tool.Version.Expect, Pins.Lock.Find(tool.Name)!.Version, "amd64");

    public ToolDefinition Tool(string name) => Pins.Catalogue.Find(name)!;

    /// <summary>Where a tool's file stands in the mirror.</summary>
    public string File(string name) => Path.Combine(Folder, Artifact(name).Url["https://".Length..]);

    /// <summary>Puts bytes under a tool's address; the lock pins them.</summary>
    public void Put(string name, byte[] bytes)
    {
        string file = File(name);
        _ = Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        System.IO.File.WriteAllBytes(file, bytes);
        string digest = Convert.ToHexStringLower(SHA256.HashData(bytes));
        LockedTool[] tools =
        [
            .. Pins.Lock.Tools.Select(tool =>
                tool.Name != name
                    ? tool
                    : tool with
                    {
                        Artifacts =
                        [
                            .. tool.Artifacts.Select(file =>
                                file == Artifact(name) ? file with { Sha256 = digest, Size = bytes.Length } : file
                            ),
                        ],
                    }
            ),
        ];
        Pins = Pins with { Lock = Pins.Lock with { Tools = tools } };
        if (Tool(name).Apt is AptSource apt)
        {
            Publish(apt, bytes, name);
        }
    }

    /// <summary>Publishes another version of a tool in the form of the one before; the lock pins it.</summary>
    public void Release(string name, string version)
    {
        LockedTool old = Pins.Lock.Find(name)!;
        string Renewed(string text) => text.Replace(old.Version, version, StringComparison.Ordinal);
        LockedTool renewed = old with
        {
            Version = version,
            Tag = Renewed(old.Tag),
            Artifacts = [.. old.Artifacts.Select(file => file with { Url = Renewed(file.Url) })],
        };
        Pins = Pins with
        {
            Lock = Pins.Lock with { Tools = [.. Pins.Lock.Tools.Select(tool => tool == old ? renewed : tool)] },
        };
        Put(name, Pack(Tool(name), SyntheticProgram.Script(Answer(Tool(name)), 0)));
    }

    /// <summary>Packs a program as the tool's publisher does.</summary>
    public byte[] Pack(ToolDefinition tool, byte[] program)
    {
        string path = tool.Unpack.Path is null
            ? ""
            : tool.Expand(tool.Unpack.Path, Pins.Lock.Find(tool.Name)!.Version, "amd64");
        byte[] licence = "synthetic\n"u8.ToArray();
        string folder = path.Contains('/', StringComparison.Ordinal) ? path[..(path.IndexOf('/') + 1)] : "";
        return tool.Unpack.Form switch
        {
            UnpackForm.Zip => SyntheticProgram.Zip(($"{folder}LICENSE", licence), (path, program)),
            UnpackForm.TarGz => SyntheticProgram.TarGz(($"{folder}LICENSE", licence), (path, program)),
            UnpackForm.Apt => SyntheticPackage.Build(
                tool.Apt!.Package,
                Artifact(tool.Name).PackageVersion!,
                "amd64",
                tool.Install,
                program
            ),
            _ => program,
        };
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private LockedArtifact Artifact(string name) => Pins.Lock.Find(name)!.Find("amd64", "noble")!;

    private void Publish(AptSource apt, byte[] package, string name)
    {
        string repository = Path.Combine(Folder, apt.Repository["https://".Length..]);
        LockedArtifact artifact = Artifact(name);
        string control =
            $"Package: {apt.Package}\nVersion: {artifact.PackageVersion}\nArchitecture: amd64\n"
            + "Maintainer: nobody <nobody@example.com>\nDescription: synthetic\n";
        SyntheticPackage.Publish(
            repository,
            "noble",
            artifact.Url[(apt.Repository.Length + 1)..],
            package,
            control,
            Key
        );
        string key = Path.Combine(Folder, apt.KeyUrl["https://".Length..]);
        _ = Directory.CreateDirectory(Path.GetDirectoryName(key)!);
        System.IO.File.WriteAllBytes(key, Key.Armoured);
    }
}
