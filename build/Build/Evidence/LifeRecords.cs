using System.Text;
using Build.Run;
using Cake.Core.Diagnostics;
using Jumpbox.Azure.ImageLife;
using Jumpbox.Cleaning;
using Jumpbox.Evidence;
using Jumpbox.Life;

namespace Build.Evidence;

/// <summary>Writes what a command changed in the life of images, and signs a revocation.</summary>
internal static class LifeRecords
{
    /// <summary>The changes of a run's images, with their messages in its log.</summary>
    /// <param name="context">The run.</param>
    public static async Task<ImageLifecycle> LifecycleAsync(BuildContext context) =>
        new(await context.ConnectAsync(), context.Settings, line => context.Log.Information("{0}", line));

    /// <summary>The promotions of a run's images, with their messages in its log.</summary>
    /// <param name="context">The run.</param>
    public static async Task<Promotion> PromotionAsync(BuildContext context) =>
        new(await context.ConnectAsync(), context.Settings, line => context.Log.Information("{0}", line));

    /// <summary>Promotes a version with the evidence in the artifacts folder, and writes the record.</summary>
    /// <param name="context">The run.</param>
    /// <param name="promotion">Copies it.</param>
    /// <param name="environment">The environment to copy to.</param>
    /// <param name="source">The version.</param>
    public static async Task PromoteAsync(
        BuildContext context,
        Promotion promotion,
        string environment,
        FoundImage source
    )
    {
        (ImageIdentity identity, string? baseImage) = await ImageEvidence.ReadAsync(context, source);
        await WriteAsync(
            context,
            await promotion.RunAsync(environment, source, identity, baseImage, context.Interrupted)
        );
    }

    /// <summary>Writes the record into the artifacts folder.</summary>
    /// <param name="context">The run.</param>
    /// <param name="record">The record.</param>
    public static async Task WriteAsync(BuildContext context, LifeRecord record)
    {
        record.WriteTo(context.Workspace.Root);
        context.Log.Information("Recorded in {0}.", context.Workspace.File(record.FileName));
        if (
            record.ToStatement() is { } statement
            && await EvidenceSigning.SignAsync(
                context,
                Encoding.UTF8.GetBytes(statement),
                EvidenceFiles.SignedRevocation
            )
                is { } key
        )
        {
            context.Log.Information("{0}: signed by {1}.", EvidenceFiles.SignedRevocation, key.KeyId);
        }
    }
}
