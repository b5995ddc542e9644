namespace Cake.Frosting;

/// <summary>The task runs after another one, which is run first.</summary>
/// <param name="task">The type of the other task.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class IsDependentOnAttribute(Type task) : Attribute
{
    /// <summary>The type of the other task.</summary>
    public Type Task { get; } = task;
}
