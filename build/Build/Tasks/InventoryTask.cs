using Build.Run;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Jumpbox.Azure.ImageLife;
using Jumpbox.Life;

namespace Build.Tasks;

/// <summary>Lists every image and who uses it, in every subscription that the account can see. Changes nothing.</summary>
[TaskName("Inventory")]
[TaskDescription(
    "Lists every image with its stage, age and users in all subscriptions; inventory.json, inventory.html."
)]
public sealed class InventoryTask : AsyncFrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(BuildContext context)
    {
        InventoryReading reading = new(
            await context.ConnectAsync(),
            context.Settings,
            line => context.Log.Information("{0}", line)
        );
        Inventory inventory = Inventory.Of(
            await reading.ReadAsync(context.Interrupted),
            TimeSpan.FromDays(context.Settings.Gate.MaximumAgeDays),
            context.Time.GetUtcNow()
        );
        inventory.WriteTo(context.Workspace.Root);
        foreach (string line in inventory.Lines())
        {
            context.Log.Information("{0}", line);
        }
    }
}
