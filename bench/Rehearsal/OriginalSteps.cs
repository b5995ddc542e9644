using Jumpbox.Customizer;
using Jumpbox.Tools;

namespace Rehearsal.Bench;

/// <summary>
/// What the original system's image does for its tools, written from its description: one tool after the other, each
/// downloaded, unpacked and put in its place before the next begins, and nothing verified. Its table of hosts tells what is
/// asked beside the files: installation scripts for Azure CLI and Helm, and which version is the newest. Those answers are
/// fetched and not used, so that both sides install the same bytes. No upgrade of packages, on neither side.
/// </summary>
internal static class OriginalSteps
{
    private const string Asked = "curl -fsSL -o asked";

    private static readonly Dictionary<string, string[]> Questions = new()
    {
        ["azure-cli"] = ["https://aka.ms/InstallAzureCLIDeb"],
        ["kubectl"] = ["https://storage.googleapis.com/kubernetes-release/release/stable.txt"],
        ["kubelogin"] = ["https://api.github.com/repos/Azure/kubelogin/releases/latest"],
        ["helm"] =
        [
            "https://raw.githubusercontent.com/helm/helm/main/scripts/get-helm-3",
            "https://get.helm.sh/helm3-latest-version",
        ],
    };

    /// <summary>The hosts that only the original asks, as <c>host:port</c>.</summary>
    public static IEnumerable<string> Hosts =>
        Questions.Values.SelectMany(urls => urls).Select(url => $"{new Uri(url).Host}:443").Distinct();

    /// <summary>Puts the answers into a mirror: 8 KB each, as much as such a script or page has.</summary>
    public static void Answer(string mirror)
    {
        foreach (string url in Questions.Values.SelectMany(urls => urls))
        {
            string file = Path.Combine(mirror, url["https://".Length..]);
            _ = Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, new byte[8192]);
        }
    }

    public static CustomizerPlan Plan(ToolPins pins, IEnumerable<ToolDefinition> tools)
    {
        List<string> lines = ["cd \"$(mktemp -d)\""];
        foreach (ToolDefinition tool in tools)
        {
            LockedTool pin = pins.Lock.Find(tool.Name)!;
            LockedArtifact file = pin.Find("amd64", "noble")!;
            lines.AddRange(Questions.GetValueOrDefault(tool.Name, []).Select(url => $"{Asked} '{url}'"));
            lines.AddRange(Install(tool, pin.Version, file.Url));
        }
        return new CustomizerPlan([new CustomizerStep("sequential", lines)], []);
    }

    private static IEnumerable<string> Install(ToolDefinition tool, string version, string url)
    {
        string path = tool.Unpack.Path is null ? "" : tool.Expand(tool.Unpack.Path, version, "amd64");
        return tool.Unpack.Form switch
        {
            UnpackForm.Apt =>
            [
                // The script reads the index before it adds its repository and again after that, and installs what it
                // needs itself (here already).
                "sudo apt-get -q update",
                "sudo apt-get -q -y install ca-certificates curl gpg",
                $"curl -fsSL '{tool.Apt!.KeyUrl}' | sudo tee /etc/apt/keyrings/{tool.Name}.asc >/dev/null",
                $"echo 'deb [signed-by=/etc/apt/keyrings/{tool.Name}.asc] {tool.Apt.Repository}/ noble main'"
                    + $" | sudo tee /etc/apt/sources.list.d/{tool.Name}.list >/dev/null",
                "sudo apt-get -q update",
                $"sudo apt-get -q -y install {tool.Apt.Package}",
            ],
            UnpackForm.Zip =>
            [
                $"curl -fsSL -o file.zip '{url}'",
                "unzip -q -o file.zip",
                $"sudo install -m 0755 '{path}' {tool.Install}",
            ],
            UnpackForm.TarGz =>
            [
                $"curl -fsSL -o file.tgz '{url}'",
                "tar -xzf file.tgz",
                $"sudo install -m 0755 '{path}' {tool.Install}",
            ],
            _ => [$"curl -fsSL -o file '{url}'", $"sudo install -m 0755 file {tool.Install}"],
        };
    }
}
