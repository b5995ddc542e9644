using Build.Arguments;
using Build.Run;
using Build.Scaffold;
using Build.Starting;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Jumpbox.Azure.Clients;
using Jumpbox.Settings;
using Jumpbox.Starting;

namespace Build.Tasks;

/// <summary>
/// Writes a user's first settings file and, with <c>--to</c>, the rest of a repository. Replaces nothing. Creates nothing in
/// Azure, except a gallery with <c>--gallery</c>.
/// </summary>
[TaskName("Init")]
[TaskDescription(
    "Writes your settings from --subnet=ID, your account or your answers; --to=DIR, --network=new, --gallery."
)]
public sealed class InitTask : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        FirstArguments.RequireUsable(context.Given);
        if (context.Given.Text(CommandLine.Network) is not null)
        {
            NewNetwork.Write(context);
            return;
        }
        if (!FirstRun.IsDone(context))
        {
            FirstRun first = await FirstRun.BeginAsync(context);
            using AzureSession azure = await context.OpenAsync(first.Place);
            SubnetChoice subnets = await first.ChooseSubnetsAsync(azure);
            (string text, JumpboxSettings settings) = first.Write(subnets);
            await first.EnsureGalleryAsync(azure, settings);
            first.Save(text, settings, subnets);
        }
        if (context.Given.Text(CommandLine.To) is { } folder)
        {
            foreach (string line in RepositoryScaffold.Write(folder).Lines())
            {
                context.Log.Information("{0}", line);
            }
        }
    }
}
