using Cake.Core;
using Cake.Frosting;

namespace Frosting.Tests.Host;

[TaskName("Default")]
public sealed class DefaultTask(Notes notes) : FrostingTask
{
    public override void Run(ICakeContext context) =>
        notes.Add(context.Arguments.GetArguments("word").SingleOrDefault() ?? "default");
}
