using Build.Arguments;
using Build.Run;
using Build.Scaffold;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Jumpbox.Settings;

namespace Build.Tasks;

/// <summary>Writes a repository that holds only what is the user's. Overwrites nothing.</summary>
[TaskName("Init")]
[TaskDescription("Writes your own repository into --to=DIR: settings, lock, pipelines; the program stays a tool.")]
public sealed class InitTask : FrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override void Run(BuildContext context)
    {
        string folder =
            context.Given.Text(CommandLine.To)
            ?? throw new SettingsException("Init requires --to: add --to=DIR, the folder of the new repository.");
        string settings = context.Given.Text(CommandLine.Config) ?? UserRepository.Default(UserRepository.Settings);
        string text = File.ReadAllText(File.Exists(settings) ? settings : ShippedFiles.PathOf(UserRepository.Settings));
        foreach (string line in RepositoryScaffold.Write(folder, text).Lines())
        {
            context.Log.Information("{0}", line);
        }
    }
}
