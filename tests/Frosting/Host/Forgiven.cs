using Cake.Core;
using Cake.Frosting;

namespace Frosting.Tests.Host;

[ContinueOnError]
public sealed class Forgiven(Notes notes) : FrostingTask
{
    public override void Run(ICakeContext context) => throw new CakeException($"forgiven after {notes.Lines.Count}");
}
