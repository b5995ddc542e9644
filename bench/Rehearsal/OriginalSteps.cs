using Jumpbox.Customizer;
using Jumpbox.Tools;

namespace Rehearsal.Bench;

/// <summary>
/// What the original system's image does for its tools, written anew from its description: one tool after the other, each
/// downloaded, unpacked and put in its place before the next begins, and nothing verified.
/// </summary>
internal static class OriginalSteps
{
    public static CustomizerPlan Plan(Pins pins, IEnumerable<ToolDefinition> tools)
    {
        List<string> lines = ["cd \"$(mktemp -d)\""];
        foreach (ToolDefinition tool in tools)
        {
            LockedTool pin = pins.Lock.Find(tool.Name)!;
            LockedArtifact file = pin.Find("amd64", "noble")!;
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
