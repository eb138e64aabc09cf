package io.github.dynamocached.aop;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.asm.ConstantDynamic;
import org.springframework.asm.Handle;
import org.springframework.asm.Label;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.asm.SpringAsmInfo;
import org.springframework.asm.Type;

/**
 * Follows {@code this} over the operand stack of one method and tells the calls on it.
 *
 * <p>The stack is followed in straight lines: at every label it is forgotten, because what lies on it depends on where
 * one comes from. What is taken from a forgotten stack is not {@code this}, so a call may be missed, but none is made up. A
 * long or a double takes two places, as in the Java Virtual Machine Specification.
 */
final class ThisTracker extends MethodVisitor {

    private final Consumer<Called> calls;
    private final List<Boolean> stack = new ArrayList<>();
    private boolean firstIsThis = true;

    /**
     * A tracker.
     *
     * @param calls hears of every call on {@code this}
     */
    ThisTracker(Consumer<Called> calls) {
        super(SpringAsmInfo.ASM_VERSION);
        this.calls = calls;
    }

    /**
     * A method that is called.
     *
     * @param owner the internal name of its class
     * @param name its name
     * @param descriptor its descriptor
     */
    record Called(String owner, String name, String descriptor) {}

    private void replace(int taken, int put) {
        int left = Math.max(0, stack.size() - taken);
        stack.subList(left, stack.size()).clear();
        stack.addAll(Collections.nCopies(put, false));
    }

    /** Puts copies of the topmost places below further ones. */
    private void duplicate(int places, int below) {
        if (stack.size() < places + below) {
            stack.clear();
        } else {
            stack.addAll(
                    stack.size() - places - below, List.copyOf(stack.subList(stack.size() - places, stack.size())));
        }
    }

    @Override
    public void visitInsn(int opcode) {
        switch (opcode) {
            case Opcodes.DUP -> duplicate(1, 0);
            case Opcodes.DUP_X1 -> duplicate(1, 1);
            case Opcodes.DUP_X2 -> duplicate(1, 2);
            case Opcodes.DUP2 -> duplicate(2, 0);
            case Opcodes.DUP2_X1 -> duplicate(2, 1);
            case Opcodes.DUP2_X2 -> duplicate(2, 2);
            case Opcodes.SWAP -> stack.clear();
            default -> {
                StackEffect effect = StackEffect.of(opcode);
                if (effect.equals(StackEffect.ENDS)) {
                    stack.clear();
                } else {
                    replace(effect.taken(), effect.put());
                }
            }
        }
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
        replace(opcode == Opcodes.NEWARRAY ? 1 : 0, 1);
    }

    @Override
    public void visitVarInsn(int opcode, int index) {
        switch (opcode) {
            case Opcodes.ALOAD -> stack.add(index == 0 && firstIsThis);
            case Opcodes.ILOAD, Opcodes.FLOAD -> replace(0, 1);
            case Opcodes.LLOAD, Opcodes.DLOAD -> replace(0, 2);
            case Opcodes.LSTORE, Opcodes.DSTORE -> replace(2, 0);
            default -> {
                replace(1, 0);
                firstIsThis &= index != 0;
            }
        }
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
        switch (opcode) {
            case Opcodes.NEW -> replace(0, 1);
            case Opcodes.CHECKCAST -> {}
            default -> replace(1, 1);
        }
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
        int size = Type.getType(descriptor).getSize();
        switch (opcode) {
            case Opcodes.GETSTATIC -> replace(0, size);
            case Opcodes.PUTSTATIC -> replace(size, 0);
            case Opcodes.GETFIELD -> replace(1, size);
            default -> replace(size + 1, 0);
        }
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
        int sizes = Type.getArgumentsAndReturnSizes(descriptor);
        int withReceiver = sizes >> 2;
        int receiver = stack.size() - withReceiver;
        if (opcode == Opcodes.INVOKEVIRTUAL && receiver >= 0 && stack.get(receiver)) {
            calls.accept(new Called(owner, name, descriptor));
        }
        replace(opcode == Opcodes.INVOKESTATIC ? withReceiver - 1 : withReceiver, sizes & 3);
    }

    @Override
    public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
        int sizes = Type.getArgumentsAndReturnSizes(descriptor);
        replace((sizes >> 2) - 1, sizes & 3);
    }

    @Override
    public void visitLdcInsn(Object value) {
        boolean wide = value instanceof Long
                || value instanceof Double
                || (value instanceof ConstantDynamic constant && constant.getSize() == 2);
        replace(0, wide ? 2 : 1);
    }

    @Override
    public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
        replace(dimensions, 1);
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
        if (opcode == Opcodes.GOTO || opcode == Opcodes.JSR) {
            stack.clear();
        } else {
            boolean comparesTwo = opcode >= Opcodes.IF_ICMPEQ && opcode <= Opcodes.IF_ACMPNE;
            replace(comparesTwo ? 2 : 1, 0);
        }
    }

    @Override
    public void visitLabel(Label label) {
        stack.clear();
    }

    @Override
    public void visitTableSwitchInsn(int least, int greatest, Label otherwise, Label... labels) {
        stack.clear();
    }

    @Override
    public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] labels) {
        stack.clear();
    }
}
