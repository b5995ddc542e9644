using Cake.Core;
using Cake.Frosting;

namespace Frosting.Tests.Host;

public sealed class NotingTaskLifetime(Notes notes) : FrostingTaskLifetime
{
    public override void Setup(ICakeContext context, ITaskSetupContext info) => notes.Add($"<{info.Task.Name}");

    public override void Teardown(ICakeContext context, ITaskTeardownContext info) =>
        notes.Add($"{info.Task.Name}{(info.Skipped ? " skipped" : "")}>");
}
