using Build.Arguments;
using Build.Run;
using Cake.Core.Diagnostics;
using Jumpbox.Boundaries;
using Jumpbox.Files;
using Jumpbox.Settings;

namespace Build.Starting;

/// <summary>A network for trying out: a Bicep file for the user to read, change and deploy.</summary>
internal static class NewNetwork
{
    private const string Name = "network.bicep";

    /// <summary>Writes the file, and says how to deploy it.</summary>
    /// <param name="context">The run.</param>
    /// <exception cref="SettingsException">There is another file of this name.</exception>
    public static void Write(BuildContext context)
    {
        string file = Path.Combine(context.Given.Text(CommandLine.To) ?? ".", Name);
        string content = File.ReadAllText(ShippedFiles.PathOf(Path.Combine("templates", Name)));
        if (File.Exists(file) && !context.Given.IsOn(CommandLine.Force) && File.ReadAllText(file) != content)
        {
            throw new SettingsException(
                $"{file} exists already, with other content; nothing was written. Replace it with --force, or write to another "
                    + "place with --to=DIR."
            );
        }
        AtomicFile.Write(file, content);
        string shown = Path.GetRelativePath(".", file);
        string[] lines =
        [
            $"{shown} written: a virtual network in the recommended form, with security rules and a NAT gateway, which costs "
                + "money while it exists. Deploy it with:",
            "  az group create --name rg-jumpbox-network --location eastus2",
            $"  az deployment group create --resource-group rg-jumpbox-network --template-file {ShellWord.Quote(shown)} \\",
            "    --query properties.outputs.buildSubnetId.value --output tsv",
            "Then write your settings with the id that the last command prints:",
            "  ./build.sh --target=Init --cloud=azure --subnet=ID"
                + (context.Given.Text(CommandLine.To) is { } folder ? $" --to={ShellWord.Quote(folder)}" : ""),
        ];
        foreach (string line in lines)
        {
            context.Log.Information("{0}", line);
        }
    }
}
