/* Made of main.js and what it imports by `python -m tools.ui build`, which checks it too.
   Licences of what is in it: vendor/LICENSE.txt. */
var Dn=function(e,t,n,o){var r;t[0]=0;for(var s=1;s<t.length;s++){var i=t[s++],l=t[s]?(t[0]|=i?1:2,n[t[s++]]):t[++s];i===3?o[0]=l:i===4?o[1]=Object.assign(o[1]||{},l):i===5?(o[1]=o[1]||{})[t[++s]]=l:i===6?o[1][t[++s]]+=l+"":i?(r=e.apply(l,Dn(e,l,n,["",null])),o.push(r),l[0]?t[0]|=2:(t[s-2]=0,t[s]=r)):o.push(l)}return o},vn=new Map;function Fr(e){var t=vn.get(this);return t||(t=new Map,vn.set(this,t)),(t=Dn(this,t.get(e)||(t.set(e,t=(function(n){for(var o,r,s=1,i="",l="",u=[0],p=function(f){s===1&&(f||(i=i.replace(/^\s*\n\s*|\s*\n\s*$/g,"")))?u.push(0,f,i):s===3&&(f||i)?(u.push(3,f,i),s=2):s===2&&i==="..."&&f?u.push(4,f,0):s===2&&i&&!f?u.push(5,0,!0,i):s>=5&&((i||!f&&s===5)&&(u.push(s,0,i,r),s=6),f&&(u.push(s,f,0,r),s=6)),i=""},c=0;c<n.length;c++){c&&(s===1&&p(),p(c));for(var $=0;$<n[c].length;$++)o=n[c][$],s===1?o==="<"?(p(),u=[u],s=3):i+=o:s===4?i==="--"&&o===">"?(s=1,i=""):i=o+i[0]:l?o===l?l="":i+=o:o==='"'||o==="'"?l=o:o===">"?(p(),s=1):s&&(o==="="?(s=5,r=i,i=""):o==="/"&&(s<5||n[c][$+1]===">")?(p(),s===3&&(u=u[0]),s=u,(u=u[0]).push(2,0,s),s=0):o===" "||o==="	"||o===`
`||o==="\r"?(p(),s=2):i+=o),s===3&&i==="!--"&&(s=4,u=u[0])}return p(),u})(e)),t),arguments,[])).length>1?t:t[0]}var F,Fn,Lr,pe,Dt,rt,Ln,tt,Nn,Mt,Ft,Nr,We=Symbol.for("pv"),st={},at=[],Ir=/^m(i|n|o|s|text|space)$/,At=Array.isArray,Pt=at.slice,ye=Object.assign;function ge(e){e&&e.parentNode&&e.remove()}function Mr(e,t,n){var o,r,s,i={},l=arguments.length;for(s in t)s=="key"?o=t[s]:s=="ref"&&typeof e!="function"?r=t[s]:i[s]=t[s];return l>2&&(i.children=l>3?Pt.call(arguments,2):n),Ae(e,i,o,r,null)}function Ae(e,t,n,o,r){var s={type:e,props:t,key:n,ref:o,__k:null,__:null,__b:0,__e:null,__c:null,constructor:We,__v:r||++Fn,__i:-1,__u:0};return!r&&F.vnode&&F.vnode(s),s}function it(e){return e.children}function nt(e,t){this.props=e,this.context=t,this.__g=0}function fe(e,t){if(t==null)return e.__&&fe(e.__,e.__i+1);for(var n;t<e.__k.length;t++)if((n=e.__k[t])&&n.__e)return n.__e;return typeof e.type!="function"||e.props.__P?null:fe(e)}function Ar(e){var t,n=e.__v,o=n.__e,r=[],s=[],i=e.__P;i&&((t=ye({constructor:We},n)).__v=n.__v+1,F.vnode&&F.vnode(t),Ht(i,t,n,e.__n,i.namespaceURI,32&n.__u?[o]:null,r,o||fe(n),32&n.__u,s),t.__v=n.__v,t.__.__k[t.__i]=t,Wn(r,t,s),n.__=n.__e=null,t.__e!=o&&In(t))}function In(e){if((e=e.__)&&e.__c&&!e.props.__P)return e.__e=null,e.__k.some(function(t){return t&&(e.__e=t.__e)}),In(e)}function gn(e){(8&e.__g||(e.__g|=8,pe.push(e),rt++))&&Dt==F.debounceRendering||((Dt=F.debounceRendering)||queueMicrotask)(Mn)}function Mn(){try{for(var e,t=1;pe.length;)pe.length>t&&pe.sort(Ln),e=pe.shift(),t=pe.length,8&e.__g&&Ar(e)}finally{(rt=pe.length)&&(Dt||queueMicrotask)(Mn)}}function An(e,t,n,o,r,s,i,l,u,p,c){var $,f,d,m,h,g,b=o.__k||at,v=t.length;for(u=Pr(n,t,b,u,v),$=0;$<v;$++)(d=n.__k[$])!=null&&(f=~d.__i&&b[d.__i]||st,d.__i=$,g=Ht(e,d,f,r,s,i,l,u,p,c),m=d.__e,(f.ref!=d.ref||8&f.__u)&&(f.ref&&Wt(f.ref,null,d,f),d.ref&&c.push(d.ref,d.__c||m,d)),h=h||m,4&d.__u?(u=Pn(d,u,e,!f.__v),f.__e&&(f.__e=null)):typeof d.type=="function"&&g!==void 0?u=g:m&&(u=m.nextSibling),d.__u&=-21);return n.__e=h,u}function Pr(e,t,n,o,r){var s,i,l,u,p,c,$,f,d,m=n.length,h=m,g=0,b=0,v=e.__k=Array(r);for(s=0;s<r;s++)(i=t[s])!=null&&typeof i!="boolean"&&typeof i!="function"?(typeof i!="object"||i.constructor===String?i=v[s]=Ae(null,i):At(i)?i=v[s]=Ae(it,{children:i}):i.constructor===We&&i.__b?i=v[s]=Ae(i.type,i.props,i.key,i.ref,i.__v):v[s]=i,u=s+g,i.__=e,i.__b=e.__b+1,l=null,~(p=i.__i=Hr(i,n,u,h))&&(h--,(l=n[p])&&(l.__u|=2)),l&&l.__v?(i.__u|=16,p==u-1?g--:p==u+1?g++:p!=u&&(p>u?g--:g++,b=1)):(~p||(r>m?g--:r<m&&g++),typeof i.type!="function"&&(i.__u|=4))):v[s]=null;if(b){for(c=[],$=[],s=0;s<r;s++)if((i=v[s])&&16&i.__u){for(g=0,f=c.length;g<f;)c[d=g+f>>1]<i.__i?g=d+1:f=d;c[g]=i.__i,$[s]=g+1}for(g=c.length;s--;)$[s]&&($[s]==g?g--:v[s].__u|=4)}if(h)for(s=0;s<m;s++)!(l=n[s])||2&l.__u||(l.__e==o&&(o=fe(l)),Ut(l,l));return o}function Pn(e,t,n,o){var r,s,i,l;if(typeof e.type=="function"){if(e.props.__P)return t;if(r=e.__k)for(s=0;s<r.length;s++)r[s]&&(r[s].__=e,t=Pn(r[s],t,n,!1));return t}for(t&&!t.parentNode&&(t=fe(e))&&!t.parentNode&&(t=null),i=e.__e,l=t;l&&l.nodeType==8;)l=l.nextSibling;for(i!=l&&(!o&&n.moveBefore&&i.parentNode?n.moveBefore(i,t):n.insertBefore(i,t||null)),t=i;(t=t&&t.nextSibling)&&t.nodeType==8&&!t.data.startsWith("$s"););return t}function Hr(e,t,n,o){var r,s=e.key,i=e.type,l=t[n],u=l&&!(2&l.__u);if(l===null&&s==null||u&&s==l.key&&i==l.type)return n;if(o>(u?1:0)){for(r=n-1;r>=0;r--)if((l=t[r])&&!(2&l.__u)&&s==l.key&&i==l.type)return r;for(r=n+1;r<t.length;r++)if((l=t[r])&&!(2&l.__u)&&s==l.key&&i==l.type)return r}return-1}function yn(e,t,n){n==null&&(n=""),t[0]=="-"?e.setProperty(t,n):e[t]=n}function et(e,t,n,o,r){var s,i;if(t=="style")if(typeof n=="string")e.style.cssText=n;else{if(typeof o=="string"&&(e.style.cssText=o=""),o)for(t in o)n&&t in n||yn(e.style,t);if(n)for(t in n)o&&n[t]==o[t]||yn(e.style,t,n[t])}else if(t[0]=="o"&&t[1]=="n")typeof n!="function"&&(n=null),typeof o!="function"&&(o=null),(e.__e||(e.__e={}))[t]=n,n&&o||(i=Ft[t]||(Ft[t]=Wr(t)),(e.__a||(e.__a={}))[t]=Mt,s=t!=(t=t.replace(Nn,"$1")),(t=t.slice(2))[0]<"a"&&(t=t.toLowerCase()),n?e.addEventListener(t,i,s):e.removeEventListener(t,i,s));else{if(r=="http://www.w3.org/2000/svg")t=t.replace(/xlink(H|:h)/,"h").replace(/sName$/,"s");else if(t!="width"&&t!="height"&&t!="href"&&t!="list"&&t!="form"&&t!="tabIndex"&&t!="download"&&t!="rowSpan"&&t!="colSpan"&&t!="role"&&t!="popover"&&t in e)try{return void(e[t]=n??"")}catch{}if(typeof n=="function")return;n==null||n===!1&&t[4]!="-"?e.removeAttribute(t):e.setAttribute(t,t=="popover"&&n==1?"":n)}}function Wr(e){return function(t){var n=this.__e;if(n){if(n=n[e],t[tt]==null)t[tt]=Mt++;else if(t[tt]<this.__a[e])return;return n(F.event?F.event(t):t)}}}function Ht(e,t,n,o,r,s,i,l,u,p){var c,$,f,d,m,h,g,b,v,E,P,Et,_n,Xe,be,bn,de,ve,ie=t.type;if(t.constructor!==We)return null;128&n.__u&&(u=32&n.__u,c=n.__c.__z)&&(t.__u|=u,$=s=[],c.nodeType==8?l=ot(c,s):s.push(c),l=s[0]||l),(c=F.__b)&&c(t);e:if(typeof ie=="function"){f=i.length;try{if(b=t.props,v=(c=ie.prototype)&&c.render,E=(c=ie.contextType)&&o[c.__c],P=c?E?E.props.value:c.__:o,(d=n.__c)?(t.__c=d,2&d.__g&&(d.__g|=1)):(v?t.__c=d=new ie(b,P):(t.__c=d=new nt(b,P),d.constructor=ie,d.render=Br),E&&E.sub(d),d.state||(d.state={}),d.__n=o,d.__g|=8,d.__h=[],d.__k=[]),v&&(d.__s||(d.__s=d.state),ie.getDerivedStateFromProps&&(d.__s==d.state&&(d.__s=ye({},d.__s)),ye(d.__s,ie.getDerivedStateFromProps(b,d.__s)))),m=d.props,h=d.state,d.__v=t,n.__c){if(b!==m&&v&&!ie.getDerivedStateFromProps&&d.componentWillReceiveProps&&d.componentWillReceiveProps(b,P),t.__v==n.__v&&!(8&d.__g)||!(4&d.__g)&&d.shouldComponentUpdate&&d.shouldComponentUpdate(b,d.__s,P)===!1){t.__v!=n.__v&&(d.props=b,d.state=d.__s,d.__g&=-9),t.__e=n.__e,t.__k=n.__k,t.__k.some(function(te){te&&(te.__=t)}),at.push.apply(d.__h,d.__k),d.__k=[],d.__h.length&&i.push(d),l=fe(n);break e}d.componentWillUpdate&&d.componentWillUpdate(b,d.__s,P),v&&d.componentDidUpdate&&d.__h.push(function(){d.componentDidUpdate(m,h,g)})}else v&&!ie.getDerivedStateFromProps&&d.componentWillMount&&d.componentWillMount(),v&&d.componentDidMount&&d.__h.push(d.componentDidMount);d.context=P,d.props=b,d.__P=e,d.__g&=-5,Et=F.__r,_n=v?25:0;do d.__g&=-9,Et&&Et(t),c=d.render(d.props,d.state=d.__s,d.context);while(8&d.__g&&++_n<25);v&&(at.push.apply(d.__h,d.__k),d.__k=[]),d.state=d.__s,d.getChildContext&&(o=ye({},o,d.getChildContext())),v&&n.__c&&d.getSnapshotBeforeUpdate&&(g=d.getSnapshotBeforeUpdate(m,h)),Xe=c&&c.type===it&&c.key==null?c.props.children:c,b.__P&&(c=l,r=(e=b.__P).namespaceURI,u=s=null,n.props&&n.props.__P!=e&&(n.__k.some(function(te){te&&Ut(te,te)}),n.__k=null),l=n.__k?fe(n,0):null),l=An(e,At(Xe)?Xe:[Xe],t,n,o,r,s,i,l,u,p),b.__P&&(t.__e=null,l=c),t.__u&=-161,$&&$.some(ge),d.__h.length&&i.push(d),1&d.__g&&(d.__g&=-4)}catch(te){if(i.length=f,t.__v=null,u||s)if(te&&te.then){if(t.__u|=128|u,s){for(~(de=s.indexOf(l||void 0))||(de=s.length);(ve=s[de-1])&&ve.nodeType==8;)de--;for(;de<s.length;de++)if(ve=s[de])if(s[de]=null,be){if(ve==bn)break}else{if(ve.nodeType!=8)break;ve.data.startsWith("$s")&&(bn=ot(be=ve))}}if(!be){for(;l&&l.nodeType==8&&l.nextSibling;)l=l.nextSibling;be=l}(c=ot(be=t.__c.__z||(t.__c.__z=be)))?(t.__e=be,l=c):t.__e=l,l=l&&l.nextSibling}else s&&s.some(ge);else t.__e=n.__e;t.__k||(t.__k=n.__k||[]),te&&te.then||Hn(t),F.__e(te,t,n)}}else l=t.__e=Ur(n.__e,t,n,o,r,s,i,u,p,e);return(c=F.diffed)&&c(t),l}function ot(e,t){if(e&&e.nodeType==8&&e.data.startsWith("$s"))for(var n=1;e=e.nextSibling;){if(e.nodeType==8){if(e.data.startsWith("$s"))n++;else if(e.data.startsWith("/$s")&&!--n)return e}t&&t.push(e)}}function Hn(e){e&&(e.__c&&(e.__c.__g|=4),e.__k&&e.__k.some(Hn))}function Wn(e,t,n){for(var o=0;o<n.length;)Wt(n[o++],n[o++],n[o++]);F.__c&&F.__c(t,e),e.some(function(r){try{e=r.__h,r.__h=[],e.some(function(s){s.call(r)})}catch(s){F.__e(s,r.__v)}})}function Ur(e,t,n,o,r,s,i,l,u,p){var c,$,f,d,m,h,g,b,v=n.props||st,E=t.props,P=t.type;if(P=="svg"?r="http://www.w3.org/2000/svg":P=="math"?r="http://www.w3.org/1998/Math/MathML":r||(r="http://www.w3.org/1999/xhtml"),s){for(c=0;c<s.length;c++)if((m=s[c])&&(P?m.localName==P:m.nodeType==3)){e=m,s[c]=null;break}}if(!e){if(b=p.ownerDocument||document,!P)return b.createTextNode(E);e=b.createElementNS(r,P,E.is?E:p),l&&(F.__m&&F.__m(t,s),l=!1),s=null}if(P){if(p=P=="template"&&e.content||e,s=P=="textarea"&&E.defaultValue!=null?null:s&&Pt.call(p.childNodes),!l&&s)for(v={},c=0;c<e.attributes.length;c++)v[(m=e.attributes[c]).name]=m.value;for(c in v)m=v[c],c=="dangerouslySetInnerHTML"?f=m:c=="children"||c in E||c=="value"&&"defaultValue"in E||c=="checked"&&"defaultChecked"in E||et(e,c,null,m,r);for(c in E)m=E[c],c=="children"?d=m:c=="dangerouslySetInnerHTML"?$=m:c=="value"?h=m:c=="checked"?g=m:l&&typeof m!="function"||v[c]===m||et(e,c,m,v[c],r);$?(l||f&&($.__html==f.__html||$.__html==e.innerHTML)||(e.innerHTML=$.__html),t.__k=[]):(f&&(e.textContent=""),(P=="foreignObject"||r=="http://www.w3.org/1998/Math/MathML"&&Ir.test(P))&&(r="http://www.w3.org/1999/xhtml"),An(p,At(d)?d:[d],t,n,o,r,s,i,s?s[0]:n.__k&&fe(n,0),l,u),s&&s.some(ge)),l&&P!="textarea"||(c="value",P=="progress"&&h==null?e.removeAttribute(c):h==null||h===e[c]&&(P!="progress"||h)||et(e,c,h,v[c],r),c="checked",g!=null&&g!=e[c]&&et(e,c,g,v[c],r))}else v===E||l&&e.data==E||(e.data=E);return e}function Wt(e,t,n,o){try{typeof e=="function"?t?t.__x=e(t)||1:o&&(o=o.__c||o.__e)&&(t=o.__x)&&(o.__x=null,typeof t=="function"?t():e(null)):e.current=t}catch(r){F.__e(r,n)}}function Ut(e,t,n){var o,r,s,i;if(F.unmount&&F.unmount(e),!(o=e.ref)||o.current&&o.current!=e.__e||Wt(o,null,t,e),o=e.__c){if(o.componentWillUnmount)try{o.componentWillUnmount()}catch(l){F.__e(l,t)}o.__P=o.__n=null}if(o=e.__k)for(i=0;i<o.length;i++)o[i]&&Ut(o[i],t,typeof e.type!="function"||n&&!e.props.__P);!n&&(o=e.__c)&&(o=o.__z)&&(r=ot(o,s=[]))&&(o==e.__e&&s.some(ge),ge(r),ge(o)),n||ge(e.__e),e.__e=e.__c=e.__=null}function Br(e,t,n){return this.constructor(e,n)}function Un(e,t){var n,o,r,s;F.__&&F.__(e,t),t.nodeType==9&&(t=t.documentElement),o=(n=e&&32&e.__u)?null:t.__k,t.__k=Ae(it,{children:[e]}),r=[],s=[],Ht(t,t.__k,o||st,st,t.namespaceURI,o?null:t.firstChild?Pt.call(t.childNodes):null,r,o?o.__e:t.firstChild,n,s),Wn(r,t.__k,s),t.__k.props.children=null}F={__e:function(e,t,n,o){for(var r,s,i;t=t.__;)if((r=t.__c)&&!(1&r.__g)){r.__g|=4;try{if((i=(s=r.constructor)&&s.getDerivedStateFromError)&&r.setState(s.getDerivedStateFromError(e)),r.componentDidCatch&&(r.componentDidCatch(e,o||{}),i=1),i&&8&r.__g)return void(r.__g|=2)}catch(l){e=l}}throw rt=0,e}},Fn=0,Lr=function(e){return e!=null&&e.constructor===We},nt.prototype.setState=function(e,t){var n=this.__s;n&&n!=this.state||(n=this.__s=ye({},this.state)),typeof e=="function"&&(e=e(ye({},n),this.props)),e&&(ye(n,e),this.__v&&(t&&this.__k.push(t),gn(this)))},nt.prototype.forceUpdate=function(e){this.__v&&(this.__g|=4,e&&this.__h.push(e),gn(this))},nt.prototype.render=it,pe=[],rt=0,Ln=function(e,t){return e.__v.__b-t.__v.__b},tt=Symbol(),Nn=/(PointerCapture)$|Capture$/i,Mt=0,Ft={},Nr=0;var we,H,Rt,wn,Lt=Object.is,He=0,Bn=[],Nt=[],W=F,kn=W.__b,xn=W.__r,Sn=W.diffed,Tn=W.__c,Cn=W.unmount,On=W.__;function Ue(e,t){W.__h&&W.__h(H,e,He||t),He=0;var n=H.__H||(H.__H={__:[],__h:[]});return e>=n.__.length&&n.__.push({}),n.__[e]}function _(e){return He=1,qr(Vn,e)}function qr(e,t,n){var o=Ue(we++,2);if(o.t=e,!o.__c&&(o.__=[n?n(t):Vn(void 0,t),function(s){var i=(o.__N||o.__)[0],l=o.t(i,s);Lt(i,l)||(o.__N=[l,o.__[1]],o.__c.setState({}))}],o.__c=H,!H.__f)){H.__f=!0;var r=H.shouldComponentUpdate;H.shouldComponentUpdate=function(s,i,l){var u=this.__H;if(!u)return!0;var p=!1,c=this.props!=s;if(u.__.some(function(f){f.__N&&(p=!0,Lt(f.__[0],f.__N[0])||(c=!0))}),r){var $=r.call(this,s,i,l);return p?$||c:$}return!p||c}}return o.__}function S(e,t){var n=Ue(we++,3);!W.__s&&Kn(n.__H,t)&&(n.__P=!0,n.__=e,n.u=t,H.__H.__h.push(n))}function U(e){return He=5,ke(function(){return{current:e}},[])}function ke(e,t){var n=Ue(we++,7);return Kn(n.__H,t)&&(n.__=e(),n.__H=t),n.__}function $e(e,t){return He=8,ke(function(){return e},t)}function qn(e){var t=Ue(we++,10),n=_();return t.__=e,H.componentDidCatch||(H.componentDidCatch=function(o,r){t.__&&t.__(o,r),n[1](o)}),[n[0],function(){return n[1]()}]}function J(){var e=Ue(we++,11);if(!e.__){for(var t=H.__v;!t.__m&&t.__;)t=t.__;var n=t.__m||(t.__m=[0,0]);e.__="P"+n[0]+"-"+n[1]++}return e.__}function Kr(){var e;do{for(;e=Nt.shift();)try{Pe(e)}catch(n){W.__e(n,{__:(e=e.__P)&&e.__v})}for(;e=Bn.shift();){var t=e.__H;if(e.__P&&t)try{t.__h.some(Pe),t.__h.some(It),t.__h=[]}catch(n){t.__h=[],W.__e(n,e.__v)}}}while(Nt.length)}W.__b=function(e){H=null,kn&&kn(e)},W.__=function(e,t){e&&t.__k&&t.__k.__m&&(e.__m=t.__k.__m),On&&On(e,t)},W.__r=function(e){xn&&xn(e),we=0;var t=(H=e.__c).__H;t&&(Rt==H?H.__h=[]:(t.__h.some(Pe),t.__h.some(It),we=0),t.__h=[],t.__.some(function(n){n.__N&&(n.__=n.__N),n.u=n.__N=void 0})),Rt=H},W.diffed=function(e){Sn&&Sn(e);var t=e.__c;t&&t.__H&&(t.__H.__h.length&&Rn(Bn.push(t)),t.__H.__.some(function(n){n.u&&(n.__H=n.u)})),Rt=H=null},W.__c=function(e,t){t.some(function(n){try{n.__h.some(Pe),n.__h=n.__h.filter(function(o){return!o.__||It(o)})}catch(o){n.__h=[function(){throw o}]}}),Tn&&Tn(e,t)},W.unmount=function(e){Cn&&Cn(e);var t,n,o=e.__c;o&&o.__H&&(o.__H.__.some(function(r){try{if(r.__P&&r.__c){if(n===void 0){for(n=e.__;n&&(!n.__c||!n.__c.__P);)n=n.__;n=n&&n.__c}r.__P=n,Rn(Nt.push(r))}else Pe(r)}catch(s){t=s}}),o.__H=void 0,t&&W.__e(t,o.__v))};var En=typeof requestAnimationFrame=="function";function Vr(e){var t,n=function(){clearTimeout(o),En&&cancelAnimationFrame(t),setTimeout(e)},o=setTimeout(n,35);En&&(t=requestAnimationFrame(n))}function Rn(e){e!=1&&wn==W.requestAnimationFrame||((wn=W.requestAnimationFrame)||Vr)(Kr)}function Pe(e){var t=H,n=e.__c;typeof n=="function"&&(e.__c=void 0,n()),H=t}function It(e){var t=H;e.__c=e.__(),H=t}function Kn(e,t){return!e||e.length!=t.length||t.some(function(n,o){return!Lt(n,e[o])})}function Vn(e,t){return typeof t=="function"?t(e):t}var a=Fr.bind(Mr);var B=class{#e=new Set;#t;constructor(t){this.#t=t}get value(){return this.#t}set(t){this.#t=t;for(let n of[...this.#e])n(t)}watch(t){return this.#e.add(t),()=>this.#e.delete(t)}};function M(e){let[t,n]=_(e.value);return S(()=>(n(e.value),e.watch(n)),[e]),t}var Bt="relay-key",jn=6e4,z=class extends Error{constructor(t,n,o,r=[]){super(o),this.status=t,this.title=n,this.detail=o,this.errors=r}about(t){return this.errors.filter(n=>n.field===t).map(n=>n.message).join("; ")}},De=new B([]),Be=new B({wanted:!1,refused:!1}),qe=new B(!1),lt="",Kt=!1,qt=[];Vt(jr());function Vt(e){lt=e,qe.set(e!=="")}function jr(){try{return sessionStorage.getItem(Bt)??""}catch{return""}}function Jn(e){try{e?sessionStorage.setItem(Bt,e):sessionStorage.removeItem(Bt)}catch{}}function Gn(e,t){Vt(e.trim()),Jn(t?lt:""),Qn(!1)}function jt(){Qn(!0)}function ct(){Kt=!1,Be.set({wanted:!0,refused:!1})}function zn(){Vt(""),Jn("")}function Qn(e){Kt=e,Be.set({wanted:!1,refused:!1});let t=qt;qt=[];for(let n of t)n()}function T(e,t={},n){let o=Object.entries(t).filter(([,s])=>s!==void 0&&s!==""),r=new URLSearchParams(o.map(([s,i])=>[s,String(i)])).toString();return Yn("GET",r?`${e}?${r}`:e,void 0,n)}function L(e,t,n,o){return Yn(e,t,n,o)}async function Yn(e,t,n,o){for(;;){let r=lt,s=await Gr(e,t,n,r,o);if(s.status!==401)return zr(s);await Jr(s,r),o?.throwIfAborted()}}async function Jr(e,t){if(t===lt){if(Kt){let n=t?"The relay refuses this key.":"The relay asks for a key.";throw new z(e.status,"No key",n)}Be.set({wanted:!0,refused:t!==""}),await new Promise(n=>qt.push(()=>n(void 0)))}}async function Gr(e,t,n,o,r){let s=performance.now(),i=AbortSignal.timeout(jn),l={accept:"application/json"};o&&(l["x-functions-key"]=o),n!==void 0&&(l["content-type"]="application/json"),De.set([...De.value,s]);try{return await fetch(t,{method:e,headers:l,body:n===void 0?void 0:JSON.stringify(n),cache:"no-store",credentials:"omit",signal:r?AbortSignal.any([r,i]):i})}catch{r?.throwIfAborted();let u=i.aborted?`The relay has not answered for ${jn/1e3} seconds.`:"The relay cannot be reached. It may be restarting, or this machine is offline.";throw new z(0,"No answer",u)}finally{De.set(De.value.filter(u=>u!==s))}}async function zr(e){let t=await e.text().catch(()=>""),n=Qr(t);if(n instanceof Object&&Zn.set(n,t),e.ok)return n;let o=String(n?.title??`HTTP ${e.status}`),r=String(n?.detail??n?.storage??Yr(e.status));throw new z(e.status,o,r,n?.errors??[])}var Zn=new WeakMap;function Qr(e){try{return JSON.parse(e)}catch{return}}function ut(e,t){return JSON.stringify(JSON.parse(Zn.get(e)??"{}",eo)[t],null,2)}function Xn(e){try{return JSON.stringify(JSON.parse(e,eo),null,2)}catch{return e}}function eo(e,t,n){let o=n?.source;return typeof t!="number"||o===void 0||o===String(t)?t:JSON.rawJSON(o)}function Yr(e){return e===404?"There is no such thing, or not any more.":e>=500?`The relay failed on this request (HTTP ${e}).`:`The relay refused this request (HTTP ${e}).`}var Zr="/ui";function dt(e=0){return{path:location.pathname.replace(/^\/ui(?=\/|$)/i,"").replace(/^\/+|\/+$/g,""),query:Object.fromEntries(new URLSearchParams(location.search)),visit:e}}var Q=new B(dt());addEventListener("popstate",()=>Q.set(dt(Q.value.visit+1)));function y(e,t={}){let n=Object.entries(t).filter(([,r])=>r!==void 0&&r!==""),o=new URLSearchParams(n.map(([r,s])=>[r,String(s)])).toString();return`${Zr}/${e}${o?`?${o}`:""}`}function C(...e){return e.map(encodeURIComponent).join("/")}function xe(e){history.pushState(null,"",e),Q.set(dt(Q.value.visit+1)),scrollTo(0,0)}function R(){let{query:e}=M(Q);return[e,Fe]}function Fe(e){let{path:t,query:n}=Q.value;history.replaceState(null,"",y(t,{...n,...e})),Q.set(dt(Q.value.visit))}function pt(e,t){let n=e.split("/"),o=t.split("/");if(n.length!==o.length)return null;let r={};for(let[s,i]of n.entries()){let l=Xr(o[s]??"");if(i.startsWith(":")&&l)r[i.slice(1)]=l;else if(i!==l)return null}return r}function Xr(e){try{return decodeURIComponent(e)}catch{return e}}document.addEventListener("click",e=>{let t=e.target instanceof Element?e.target.closest("a"):null;if(!t||e.defaultPrevented||e.button||t.target||t.download||e.metaKey||e.ctrlKey||e.shiftKey||e.altKey)return;let n=new URL(t.href,location.href);!(n.origin===location.origin&&/^\/ui(\/|$)/i.test(n.pathname))||n.hash||(e.preventDefault(),xe(n.pathname+n.search))});function q({title:e,of:t,children:n}){let o=U(null),{visit:r}=M(Q),s=U(0);return S(()=>{document.title=`${t?`${e} · ${t}`:e} – Webhook Relay`},[e,t]),S(()=>{r>s.current&&o.current?.focus(),s.current=r},[r]),a`<div class="heading">
    <h1 tabindex="-1" ref=${o}>${e}</h1>
    ${n}
  </div>`}function G({tone:e,children:t}){return a`<span class=${`chip ${e}`}>${t}</span>`}var Jt=new Set([]);function A({to:e,class:t,label:n,children:o}){let r=e.replace(/^\/ui\//,"").replace(/\?.*/,"");return[...Jt].some(i=>pt(i,r))?a`<a href=${e} class=${t} aria-label=${n}>${o}</a>`:a`<span class=${t}>${o}</span>`}function no({text:e,what:t}){let[n,o]=_(!1);S(()=>{if(!n)return;let s=setTimeout(()=>o(!1),2e3);return()=>clearTimeout(s)},[n]);async function r(){try{await navigator.clipboard.writeText(e),o(!0)}catch{j("The browser does not allow copying here: select the text instead.","bad")}}return a`<button type="button" class="quiet copy" onClick=${r} aria-label=${`Copy ${t}`}>
    <span aria-hidden="true">${n?"Copied":"Copy"}</span>
    <span class="hidden" role="status">${n?`Copied ${t}`:""}</span>
  </button>`}function le({text:e,what:t}){return a`<span class="copyable"><code><bdi>${e}</bdi></code><${no} text=${e} what=${t} /></span>`}function D({children:e}){return a`<bdi>${e}</bdi>`}var es=2e4;function Y({text:e,what:t,file:n,original:o=e}){let[r,s]=_(!1),i=r?e:e.slice(0,es);return a`<div class="code">
    <div class="code-tools">
      ${n&&a`<${ts} text=${o} file=${n} what=${t} />`}
      <${no} text=${o} what=${t} />
    </div>
    <pre tabindex="0" role="region" aria-label=${t}><code dir="ltr">${Se(i)}</code></pre>
    ${i.length<e.length&&a`<p class="hint">These are the first ${i.length.toLocaleString()} of ${e.length.toLocaleString()} characters.
        <button type="button" class="quiet" onClick=${()=>s(!0)}>Show all</button></p>`}
  </div>`}function ts({text:e,file:t,what:n}){function o(){let r=new Blob([e],{type:"application/octet-stream"}),s=document.createElement("a");s.href=URL.createObjectURL(r),s.download=t.replace(/[^\w.-]/g,"_"),s.click(),setTimeout(()=>URL.revokeObjectURL(s.href),1e4)}return a`<button type="button" class="quiet copy" aria-label=${`Download ${n}`} onClick=${o}>Download</button>`}function Se(e){return e.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,t=>`\\u${t.charCodeAt(0).toString(16).padStart(4,"0")}`)}function ft(e){return JSON.stringify(e,null,2)}function k({failure:e,retry:t}){if(!e)return null;function n(){ct(),t?.()}let o=e.errors.filter(r=>!e.detail.includes(r.message));return a`<div class="trouble" role="alert">
    <p><strong>${e.title}.</strong> ${e.detail}</p>
    ${o.length>0&&a`<ul>
      ${o.map(r=>a`<li><code>${r.field}</code> ${r.message}</li>`)}
    </ul>`}
    ${e.status===401&&a`<button type="button" onClick=${n}>Enter a key</button>`}
    ${e.status!==401&&t&&a`<button type="button" onClick=${t}>Try again</button>`}
  </div>`}function N({of:e,what:t}){return e.failure?a`<${k} failure=${e.failure} retry=${e.reload} />`:e.data===void 0?a`<p class="pending" role="status">Loading ${t} …</p>`:null}function Z({title:e,children:t}){return a`<div class="nothing"><p><strong>${e}</strong></p>${t}</div>`}function x({name:e,children:t}){return a`<div><dt>${e}</dt><dd>${t}</dd></div>`}function V({title:e,onClose:t,children:n}){let o=U(null),r=J();S(()=>{let i=document.activeElement,l=o.current;return l&&!l.open&&l.showModal(),()=>{l?.close(),i instanceof HTMLElement&&i.focus()}},[]);function s(i){i.preventDefault(),t()}return a`<dialog ref=${o} aria-labelledby=${r} onCancel=${s}>
    <div class="dialog-head">
      <h2 id=${r}>${e}</h2>
      <button type="button" class="quiet" aria-label="Close" onClick=${t}>✕</button>
    </div>
    ${n}
  </dialog>`}var Ke=new B([]),to=0;function j(e,t="good"){to+=1;let n=to;Ke.set([...Ke.value,{id:n,text:e,tone:t}]),setTimeout(()=>oo(n),t==="bad"?15e3:8e3)}function oo(e){Ke.set(Ke.value.filter(t=>t.id!==e))}function ro(){let e=M(Ke);return a`<div class="toasts" role="status" aria-live="polite">
    ${e.map(t=>a`<div key=${t.id} class=${`toast ${t.tone}`}>
        <span>${t.text}</span>
        <button type="button" class="quiet" aria-label="Dismiss" onClick=${()=>oo(t.id)}>✕</button>
      </div>`)}
  </div>`}function K({label:e,hint:t,error:n,children:o}){let r=J(),s=[t&&`${r}-hint`,n&&`${r}-error`].filter(Boolean).join(" ");return a`<div class="field">
    <label for=${r}>${e}</label>
    ${t&&a`<p class="hint" id=${`${r}-hint`}>${t}</p>`}
    ${o({id:r,describedBy:s||void 0,invalid:!!n})}
    ${n&&a`<p class="error" id=${`${r}-error`}>${n}</p>`}
  </div>`}var so=5e3,zt=new B(Date.now());setInterval(()=>{document.hidden||zt.set(Date.now())},so);document.addEventListener("visibilitychange",()=>{document.hidden||zt.set(Date.now())});var ce=new B(!1);function Gt(e,t){return new Intl.DateTimeFormat(void 0,e?{...t,timeZone:"UTC"}:t)}var ao={hour:"2-digit",minute:"2-digit",second:"2-digit",hourCycle:"h23"},io={...ao,month:"short",day:"numeric"},ns={...io,year:"numeric"};function Te(e,t){let n=Gt(t,{year:"numeric",month:"numeric",day:"numeric"});if(n.format(e)===n.format(Date.now()))return Gt(t,ao).format(e);let o=Math.abs(Date.now()-e.getTime())<300*864e5;return Gt(t,o?io:ns).format(e)}var os=[["d",86400],["h",3600],["min",60],["s",1]];function Ve(e){let t=Math.max(0,Math.round(e));for(let[n,o]of os)if(t>=o)return`${Math.floor(t/o)} ${n}`;return"0 s"}function X(e){return e===void 0?"":e<1e3?`${e} ms`:`${(e/1e3).toFixed(e<1e4?1:0)} s`}function rs(e,t){let n=(t-e)/1e3;return Math.abs(n)<so/1e3?"now":n>0?`${Ve(n)} ago`:`in ${Ve(-n)}`}function ss(e){return`${e.toISOString().replace("T"," ").replace(/\.\d+Z$/,"")} UTC`}function w({at:e,show:t="both"}){let n=M(ce),o=M(zt);if(!e)return a`<span class="muted">–</span>`;let r=new Date(e);if(Number.isNaN(r.getTime()))return a`<span>${e}</span>`;let s=rs(r.getTime(),o),i=t==="ago"?s:Te(r,n);return a`<time dateTime=${e} title=${ss(r)}
    >${i}${t==="both"?a` <span class="muted">${s}</span>`:""}</time
  >`}function lo(){let e=M(ce),t=Intl.DateTimeFormat().resolvedOptions().timeZone;return a`<button type="button" class="quiet" onClick=${()=>ce.set(!e)}>
    Times in ${e?"UTC":t}<span class="muted"> · show ${e?t:"UTC"}</span>
  </button>`}var Le={failing:{tone:"bad",label:"Failing",rank:0},retrying:{tone:"warn",label:"Retrying",rank:1},paused:{tone:"warn",label:"Paused",rank:2},disabled:{tone:"off",label:"Disabled",rank:3},healthy:{tone:"good",label:"Well",rank:4}};function co({webhook:e}){let{status:t}=e,{tone:n,label:o}=Le[t.state],r=t.state==="healthy"&&t.waiting;return a`<span class="state">
    <${G} tone=${r?"warn":n}>${r?"Some wait":o}<//>
    <span class="why">${as(e)}</span>
  </span>`}function as({status:e,disabled_reason:t}){let n=e.last_error_text;switch(e.state){case"failing":return a`since <${w} at=${e.failing_since} show="clock" />${n&&a`<span>: ${n}</span>`}`;case"paused":return a`until <${w} at=${e.paused_until} show="clock" />`;case"disabled":return t?`because: ${t}`:"";case"retrying":return n??"";default:return e.waiting?n??"":""}}var $t={queued:{tone:"info",label:"Queued",hint:"The first attempt has not ended yet."},waiting:{tone:"warn",label:"Waiting",hint:"It will be attempted again."},delivered:{tone:"good",label:"Delivered",hint:"The receiver answered 2xx."},dropped:{tone:"bad",label:"Dropped",hint:"It was given up."}};function he({state:e}){let{tone:t,label:n}=$t[e];return a`<${G} tone=${t}>${n}<//>`}var is={overflow:"Too many deliveries waited for this webhook, and this was among the oldest.",expired:"It failed for longer than the relay keeps trying.",webhook_deleted:"The webhook was deleted.",webhook_disabled:"The webhook was disabled.",undeliverable:"The relay refused the URL that the variables of the event gave."};function me(e){return is[e]??e}var ls={connection_failed:{text:"Connection refused or cut",todo:"Check that the receiver runs, listens on this port, and that no firewall is between."},dns_failed:{text:"Host name without an address",todo:"Check the host name in the webhook's URL, and its DNS records."},malformed_answer:{text:"Answer that is not HTTP",todo:"Check that an HTTP server listens on this port, and whether it expects TLS."},refused_address:{text:"Address that the relay refuses",todo:"The host resolves to an address that is not public. An operator can allow its network with ALLOWED_TARGET_NETWORKS."},timeout:{text:"No complete answer in time",todo:"Answer first and work afterwards: the relay waits for DELIVERY_TIMEOUT_SECONDS in all."},tls_failed:{text:"TLS failed",todo:"Check the receiver's certificate: its chain, its host name and its dates."},undeliverable:{text:"URL refused",todo:"Check the variables in the webhook's URL, and what this event has for them."}},cs={301:"Change the webhook's URL to the new one: the relay follows no redirects.",302:"Change the webhook's URL to the final one: the relay follows no redirects.",307:"Change the webhook's URL to the final one: the relay follows no redirects.",308:"Change the webhook's URL to the new one: the relay follows no redirects.",400:"The receiver does not accept this body: read its answer, and check the message format.",401:"The receiver wants other credentials: check the webhook's headers and secret.",403:"The receiver refuses the relay: check the webhook's headers, its secret and the receiver's rules.",404:"The receiver does not know this path: check the webhook's URL.",405:"The receiver takes no POST at this path: check the webhook's URL.",410:"The receiver is gone for good, so the relay disables the webhook.",413:"The receiver takes no body of this size.",429:"The receiver asks for fewer requests: set rate_per_second for the webhook."};function ne({error:e,status:t}){if(e)return ls[e]??{text:e,todo:""};if(t===void 0)return{text:"No result",todo:""};if(t>=200&&t<300)return{text:`HTTP ${t}`,todo:""};let n=cs[t]??(t>=500?"The receiver failed: its own log says why, at the time of the attempt.":"");return{text:`HTTP ${t}`,todo:n}}function ht(e){let t=Number(e.replace(/^HTTP /,""));return ne(Number.isInteger(t)?{status:t}:{error:e})}function mt(e){try{return new URL(e).host}catch{return e}}function uo({detail:e}){let{results:t,attempts:n}=e,o=t.map((s,i)=>({attempt:s,number:n-t.length+i+1})),r=n-t.length;return a`<section aria-labelledby="attempts-title">
    <h2 id="attempts-title">Attempts <span class="muted">${n}</span></h2>
    <ol class="timeline" reversed>
      ${us(e)}
      ${o.reverse().map(({attempt:s,number:i})=>a`<${ds} key=${s.at} attempt=${s} number=${i} />`)}
      ${r>0&&a`<li class="off"><p class="muted">${r===1?"An earlier attempt is":`${r} earlier attempts are`} not kept.</p></li>`}
      <li class="off"><p><strong>Received</strong> <${w} at=${e.received_at} /></p></li>
    </ol>
  </section>`}function us({state:e,next_attempt_at:t}){return e==="queued"?a`<li class="info"><p><strong>First attempt</strong> under way</p></li>`:e!=="waiting"?null:a`<li class="info">
    <p><strong>Next attempt</strong> ${t?a`due <${w} at=${t} />`:"under way"}</p>
  </li>`}function ds({attempt:e,number:t}){let{text:n,todo:o}=ne(e),r=e.status!==void 0&&e.status>=200&&e.status<300,s=e.error_text??n;return a`<li class=${r?"good":"bad"}>
    <p class="spaced">
      <strong>${e.status===void 0?n:`HTTP ${e.status}`}</strong>
      <span class="muted">attempt ${t}</span>
      <${w} at=${e.at} />
      <span><span class="muted">took</span> ${X(e.duration_ms)}</span>
    </p>
    <p>${ps(s)}</p>
    ${e.detail&&!e.status&&a`<p class="muted"><${D}>${Se(e.detail)}<//></p>`}
    ${o&&a`<p class="todo">${o}</p>`}
    ${e.answer&&a`<details open=${!r}>
        <summary>Start of the answer</summary>
        <${Y} text=${e.answer} what=${`the answer to attempt ${t}`} />
      </details>`}
  </li>`}function ps(e){return`${e.charAt(0).toUpperCase()}${e.slice(1)}.`}function po(e,t){return fs[e.state](e,t)}var fs={delivered:e=>({tone:"good",sentence:a`${Qt(e.last_attempt,"The receiver took it")}${ms(e)}.`,todo:""}),queued:()=>({tone:"info",sentence:"The first attempt has not ended yet.",todo:""}),waiting:(e,t)=>e.held?hs(e,t):$s(e),dropped:e=>({tone:"bad",sentence:a`The relay gave it up. ${me(e.reason??"")}
      ${e.last_attempt&&a` The last of ${e.attempts} attempts: ${Qt(e.last_attempt)}.`}`,todo:_s(fo(e),"When the receiver is well again, resend it.")})};function $s(e){let{next_attempt_at:t}=e;return{tone:"warn",sentence:a`${Qt(e.last_attempt,`Attempt ${e.attempts} failed`)}.
      ${t?a` The next attempt is due <${w} at=${t} show="ago" />.`:" The next attempt is under way, or comes in the next seconds."}`,todo:fo(e)}}function hs(e,t){let{next_attempt_at:n}=e,o=t?.status?.state;return{tone:"warn",sentence:a`It has not been attempted yet, ${o==="failing"?"because the webhook fails: the relay tries it with one delivery at a time":o==="paused"?"because the receiver asked for a pause":"because the webhook takes no more at the moment"}.
      ${n&&a` The next attempt is due <${w} at=${n} show="ago" />.`}`,todo:"It is sent by itself as soon as the webhook takes deliveries again."}}function Qt(e,t=""){if(!e)return t;let n=e.error_text??ne(e).text;return t?`${t}: ${n}`:n}function ms({attempts:e}){return e>1?`, after ${e} attempts`:""}function fo({last_attempt:e}){return e?ne(e).todo:""}function _s(...e){return e.filter(Boolean).join(" ")}var bs=1e4,vs=3e5;function O(e,t,{refresh:n=!1}={}){let[o,r]=_({loading:!0}),s=U(e),i=U(void 0),l=U(()=>{});s.current=e,S(()=>{let p=new Yt(async(c,$)=>{$||r(f=>({...f,loading:!0})),i.current=await s.current(c,$?i.current:void 0),r({data:i.current,loading:!1})},c=>r($=>({...$,failure:c,loading:!1})),n);return l.current=()=>p.run(!1),p.run(!1),()=>p.stop()},[...t,n]);let u=$e(()=>l.current(),[]);return{data:o.data,failure:o.failure,loading:o.loading,reload:u}}var Yt=class{#e=0;#t=0;#n;#o=new AbortController;#r=!1;constructor(t,n,o){this.load=t,this.fail=n,this.repeats=o,document.addEventListener("visibilitychange",this.#a),this.unwatch=qe.watch(()=>this.#e>0&&this.run(!1))}stop(){this.#r=!0,this.#o.abort(),clearTimeout(this.#n),this.unwatch(),document.removeEventListener("visibilitychange",this.#a)}async run(t){clearTimeout(this.#n),this.#o.abort();let n=new AbortController;this.#o=n;try{await this.load(n.signal,t),this.#e=0}catch(o){if(n.signal.aborted)return;this.#e+=1,this.fail(o instanceof z?o:$o(o))}this.#t=Date.now(),this.#s()}get#i(){return Math.min(bs*2**this.#e,vs)}#s(){if(clearTimeout(this.#n),this.#r||!this.repeats||document.hidden||!this.#t)return;let t=Date.now()-this.#t;this.#n=setTimeout(()=>this.run(!0),Math.max(0,this.#i-t))}#a=()=>this.#s()};function $o(e){return new z(0,"The page failed",String(e instanceof Error?e.message:e))}function I(e){let[t,n]=_({busy:!1}),o=U(void 0);S(()=>()=>o.current?.abort(),[]);async function r(){let s=new AbortController;o.current=s,n({busy:!0});try{let i=await e(s.signal);return n({busy:!1}),i}catch(i){if(s.signal.aborted)return;n({busy:!1,failure:i instanceof z?i:$o(i)});return}}return{...t,run:r}}var gs=[400,1200,3e3,6e3];function _t(e,t=gs){let n=U([]),o=$e(()=>n.current.forEach(clearTimeout),[]);return S(()=>o,[]),$e(()=>{o(),n.current=t.map(r=>setTimeout(e,r))},[e])}function ho({path:e,eventId:t}){let n=O(o=>T(e,{},o),[e]);return a`<section aria-labelledby="sent-title">
    <h2 id="sent-title">What is sent <span class="muted">as an attempt made now would send it</span></h2>
    ${n.data?a`<${Zt} sent=${n.data} file=${`request-${t}.txt`} />`:a`<${N} of=${n} what="the request" />`}
  </section>`}function Zt({sent:e,file:t}){return a`<div class="sent">
    <p class="url"><code><strong>${e.method}</strong> <${D}>${Se(e.url)}<//></code></p>
    <div class="table-wrap" tabindex="0" role="region" aria-label="Headers that are sent">
      <table class="plain headers">
        <tbody>
          ${e.headers.map(n=>a`<tr key=${n.name}>
              <th scope="row"><code>${Se(n.name)}</code></th>
              <td><code>${Se(n.value)}</code></td>
            </tr>`)}
        </tbody>
      </table>
    </div>
    <p class="muted">Body, ${e.body_bytes.toLocaleString()} bytes. It is indented here; it is sent, and signed, without.</p>
    <${Y} text=${Xn(e.body)} original=${e.body} what="the body" file=${t} />
  </div>`}function mo({path:e,delivery:t,webhook:n,reload:o}){let r=I(p=>L("POST",`${e}/resend`,void 0,p)),s=_t(o),i=n?.enabled===!1;async function l(){await r.run()&&(j("It is sent again now."),s())}let u=t.state==="waiting"?"Attempt now":"Resend";return a`<div class="actions">
      <button
        type="button"
        class=${t.state==="delivered"?"":"primary"}
        disabled=${r.busy||i||t.state==="queued"}
        title=${i?"The webhook is disabled: enable it first":void 0}
        onClick=${l}
      >${r.busy?"Sending …":u}</button>
    </div>
    ${r.failure&&a`<div class="wide"><${k} failure=${r.failure} /></div>`}`}function _o({parameters:e}){let{webhook:t="",event:n=""}=e,o=`/api/${C("webhooks",t)}/${C("deliveries",n)}`,r=O(u=>T(o,{},u),[o],{refresh:!0}),s=O(u=>T(`/api/${C("webhooks",t)}`,{},u),[t]),i=s.data?.name??t,l=r.data;return a`<nav class="crumbs" aria-label="Breadcrumb">
      <a href=${y("")}>Overview</a>
      <${A} to=${y(C("webhooks",t))}><${D}>${i}<//><//>
    </nav>
    <${q} title="Delivery" of=${n}>
      ${l&&a`<${mo} path=${o} delivery=${l} webhook=${s.data} reload=${r.reload} />`}
    <//>
    ${l?a`<${k} failure=${r.failure} retry=${r.reload} />
        <${ys} detail=${l} webhook=${s.data} path=${o} />`:a`<${N} of=${r} what="the delivery" />`}`}function ys({detail:e,webhook:t,path:n}){let{tone:o,sentence:r,todo:s}=po(e,t),i=ut(e,"event");return a`<section class=${`card situation ${o}`} aria-label="What became of it">
      <div class="situation-state"><${he} state=${e.state} /></div>
      <div role="status">
        <p>${r}</p>
        ${s&&a`<p class="todo">${s}</p>`}
      </div>
    </section>
    <dl class="facts">
      <${x} name="Event">
        <${A} to=${y(C("events",e.event_id))}>at all its webhooks<//>
      <//>
      <${x} name="Type">
        <${A} to=${y(C("event-types",e.event_type))}>${e.event_type}<//>
      <//>
      <${x} name="Received"><${w} at=${e.received_at} /><//>
      ${e.ended_at&&a`<${x} name="Ended"><${w} at=${e.ended_at} /><//>`}
      <${x} name="Attempts">${e.attempts}<//>
      <${x} name="Event id"><${le} text=${e.event_id} what="the event id" /><//>
    </dl>
    <${uo} detail=${e} />
    <${ho} path=${`${n}/request`} eventId=${e.event_id} />
    <section aria-labelledby="event-title">
      <h2 id="event-title">Payload</h2>
      <${Y} text=${i} what="the event" file=${`event-${e.event_id}.json`} />
    </section>`}function ue({caption:e,columns:t,rows:n,rowKey:o,rowClass:r,order:s="",epoch:i=""}){let[l,u]=R(),p=l.sort??s,c=Ss(n,t,p),{settled:$,moved:f,settle:d}=ws(c,o,`${p} ${i}`),m=p?$:c;return a`<div class="table-wrap">
    <table role="table">
      <caption class="hidden">${e}</caption>
      <thead role="rowgroup">
        <tr role="row">
          ${t.map(h=>a`<th
              role="columnheader"
              scope="col"
              key=${h.key}
              class=${h.number?"number":""}
              aria-sort=${ks(h.key,p)}
            >
              ${h.sort?a`<button type="button" onClick=${()=>u({sort:xs(h.key,p,s)})}>
                    ${h.label}
                  </button>`:a`<span class=${h.quietLabel?"hidden":""}>${h.label}</span>`}
            </th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${m.map(h=>a`<tr role="row" key=${o(h)} class=${r?.(h)??""}>
            ${t.map(g=>a`<td
                role="cell"
                key=${g.key}
                class=${g.number?"number":""}
                data-label=${g.quietLabel?void 0:g.label}
              ><div>${g.cell(h)}</div></td>`)}
          </tr>`)}
      </tbody>
    </table>
    ${p&&f&&a`<p class="moved"><button type="button" class="quiet" onClick=${d}>Sort again</button>
        <span class="muted">the values have changed since</span></p>`}
  </div>`}function ws(e,t,n){let[o,r]=_(0),s=ke(()=>new Map(e.map((p,c)=>[t(p),c])),[n,o]),i=p=>s.get(t(p))??e.length+s.size,l=[...e].sort((p,c)=>i(p)-i(c)),u=l.some((p,c)=>p!==e[c]);return{settled:l,moved:u,settle:()=>r(o+1)}}function ks(e,t){return t===e?"ascending":t===`-${e}`?"descending":void 0}function xs(e,t,n){let o=t===e?`-${e}`:e;return o===n?void 0:o}function Ss(e,t,n){let o=t.find(i=>i.key===n.replace(/^-/,""))?.sort;if(!o)return e;let r=n.startsWith("-")?-1:1,s=e.map(i=>[o(i),i]);return s.sort(([i],[l])=>r*Ts(i,l)),s.map(([,i])=>i)}function Ts(e,t){return typeof e=="number"&&typeof t=="number"?e-t:String(e).localeCompare(String(t),void 0,{numeric:!0})}function oe({label:e,clear:t=[],children:n}){let[o,r]=R(),s=t.some(l=>o[l]),i=Object.fromEntries(t.map(l=>[l,void 0]));return a`<search class="filters" aria-label=${e}>
    ${n}
    ${s&&a`<button type="button" class="quiet" onClick=${()=>r(i)}>Clear filters</button>`}
  </search>`}function ae({name:e,label:t,placeholder:n}){return a`<${Xt} name=${e} label=${t} input=${{type:"search",placeholder:n,"data-search":!0}} class="wide" />`}function Xt({name:e,label:t,input:n={},class:o=""}){let[r,s]=R(),[i,l]=_(r[e]??""),u=U(i),p=J();return S(()=>{let c=r[e]??"";c!==u.current.trim()&&(u.current=c,l(c))},[r[e]]),S(()=>{let c=setTimeout(()=>{u.current.trim()!==(r[e]??"")&&s({[e]:u.current.trim()})},250);return()=>clearTimeout(c)},[i]),a`<div class=${`filter ${o}`}>
    <label for=${p}>${t}</label>
    <input
      id=${p}
      value=${i}
      autocomplete="off"
      spellcheck=${!1}
      ...${n}
      onInput=${c=>{u.current=c.currentTarget.value,l(u.current)}}
    />
  </div>`}function re({name:e,label:t,any:n,options:o}){let[r,s]=R(),i=J();return a`<div class="filter">
    <label for=${i}>${t}</label>
    <select
      id=${i}
      value=${r[e]??""}
      onChange=${l=>s({[e]:l.currentTarget.value})}
    >
      <option value="">${n}</option>
      ${o.map(l=>a`<option key=${l.value} value=${l.value}>${l.label}</option>`)}
    </select>
  </div>`}var vo=[{value:"15m",label:"15 minutes",seconds:900},{value:"1h",label:"hour",seconds:3600},{value:"24h",label:"24 hours",seconds:86400},{value:"7d",label:"7 days",seconds:7*86400}];function bt(){let[e,t]=R(),n=J(),o=!!(e.since||e.until);function r(s){if(s!=="own")return t({range:s,since:void 0,until:void 0});let i=je({range:e.range||"1h"});return t({range:void 0,since:i,until:void 0})}return a`<div class="filter">
      <label for=${n}>Received</label>
      <select id=${n} value=${o?"own":e.range??""}
        onChange=${s=>r(s.currentTarget.value)}>
        <option value="">at any time</option>
        ${vo.map(s=>a`<option key=${s.value} value=${s.value}>in the last ${s.label}</option>`)}
        <option value="own">between …</option>
      </select>
    </div>
    ${o&&a`<${bo} name="since" label="From" /><${bo} name="until" label="Until" />`}`}function bo({name:e,label:t}){let[n,o]=R(),r=J();return a`<div class="filter">
    <label for=${r}>${t}</label>
    <input
      id=${r}
      type="datetime-local"
      step="1"
      value=${en(n[e])}
      onChange=${s=>{o({[e]:tn(s.currentTarget.value)})}}
    />
  </div>`}function en(e){let t=new Date(e??"");return Number.isNaN(t.getTime())?"":new Date(t.getTime()-t.getTimezoneOffset()*6e4).toISOString().slice(0,19)}function tn(e){let t=new Date(e);return Number.isNaN(t.getTime())?void 0:t.toISOString()}function je(e){let t=vo.find(n=>n.value===e.range);return t?new Date(Date.now()-t.seconds*1e3).toISOString():e.since}function Cs(){return O(e=>T("/api/event-types",{},e),[])}function wo(){let[e]=R(),t=Cs(),n=(e.q??"").toLowerCase(),o=(t.data??[]).filter(({name:r,description:s})=>`${r} ${s}`.toLowerCase().includes(n));return a`<${q} title="Event types" />
    <${oe} label="Filter the event types" clear=${["q"]}>
      <${ae} name="q" label="Search" placeholder="Name or description" />
    <//>
    ${t.data?a`<${Os} types=${o} />`:a`<${N} of=${t} what="the event types" />`}`}function Os({types:e}){return e.length===0?a`<${Z} title="No event type fits this search." />`:a`${[...Es(e)].map(([t,n])=>a`<section key=${t} aria-label=${t}>
      <h2><${D}>${t}<//> <span class="muted">${n.length}</span></h2>
      <ul class="cards">
        ${n.map(o=>a`<li key=${o.name}>
            <a class="strong" href=${y(C("event-types",o.name))}>${o.name}</a>
            ${o.deprecated&&a` <${G} tone="warn">Deprecated<//>`}
            <p><${D}>${o.description}<//></p>
          </li>`)}
      </ul>
    </section>`)}`}function Es(e){let t=new Map,n=e.filter(({family:r})=>r==="own"),o=e.filter(({family:r})=>r!=="own");for(let r of[...n,...o]){let s=ko(r);t.set(s,[...t.get(s)??[],r])}return t}function ko(e){return e.family==="onefuzz"?"OneFuzz":e.family==="singularity"?"Singularity":e.group??"Own types"}function xo({parameters:e}){let t=e.name??"",n=O(o=>T(`/api/event-types/${encodeURIComponent(t)}`,{},o),[t]);return a`<nav class="crumbs" aria-label="Breadcrumb"><a href=${y("event-types")}>Event types</a></nav>
    <${q} title=${t}>
      <${A} to=${y("events",{type:t})} class="button">Events of this type<//>
    <//>
    ${n.data?a`<${Rs} type=${n.data} />`:a`<${N} of=${n} what="the event type" />`}`}function Rs({type:e}){let[t]=R(),n=e.versions??[],o=n.find(({version:r})=>r===t.version)??n[0]??e;return a`<p class="lead"><${D}>${e.description}<//></p>
    <dl class="facts card">
      <${x} name="Belongs to"><${D}>${ko(e)}<//><//>
      ${e.version&&a`<${x} name="Version of the schema">${e.version}<//>`}
      ${e.deprecated&&a`<${x} name="State"><${G} tone="warn">Deprecated<//><//>`}
      ${e.created_at&&a`<${x} name="Defined"><${w} at=${e.created_at} /><//>`}
      ${e.updated_at&&a`<${x} name="Changed"><${w} at=${e.updated_at} /><//>`}
    </dl>
    ${n.length>1&&a`<${oe} label="Choose a version">
        <${re} name="version" label="Version" any=${go(n[0])}
          options=${n.slice(1).map(r=>({value:r.version,label:go(r)}))} />
      <//>`}
    <section aria-labelledby="example-title">
      <h2 id="example-title">Example</h2>
      <${yo} value=${o.example} what="the example" />
    </section>
    <section aria-labelledby="schema-title">
      <h2 id="schema-title">JSON Schema of the payload</h2>
      <${yo} value=${o.schema} what="the schema" />
    </section>`}function go(e){return e?`${e.version} (${e.has_instance_id?"with":"without"} instance_id)`:""}function yo({value:e,what:t}){return e===void 0?a`<p class="muted">There is none.</p>`:a`<${Y} text=${ft(e)} what=${t} />`}var Ds=50,Fs=8;async function So(e,t,n){let o=t;for(let r=1;;r+=1){let s=await T("/api/events",{since:je(e),until:e.until,event_type:e.type,id_prefix:e.q,limit:Ds,cursor:o},n);if(o=s.cursor,s.events.length>0||!o||r===Fs)return s}}var Ls=[{key:"id",label:"Event",cell:e=>a`<${A} to=${y(C("events",e.event_id))} class="id"><code>${e.event_id}</code><//>`},{key:"type",label:"Type",cell:e=>e.event_type},{key:"received",label:"Received",cell:e=>a`<${w} at=${e.received_at} />`}];function To(){let[e]=R(),t=["q","type","range","since","until"],n=t.map(s=>e[s]),o=O(s=>So(e,void 0,s),n),r=O(s=>T("/api/event-types",{},s),[]);return a`<${q} title="Events">
      <button type="button" onClick=${o.reload}>Refresh</button>
    <//>
    <${oe} label="Filter the events" clear=${t}>
      <${ae} name="q" label="Event id" placeholder="How the id begins" />
      <${re} name="type" label="Type" any="Every type" options=${Ns(r.data)} />
      <${bt} />
    <//>
    ${o.data?a`<${k} failure=${o.failure} retry=${o.reload} />
        <${Is} first=${o.data} query=${e} loading=${o.loading} />`:a`<${N} of=${o} what="the events" />`}`}function Ns(e){return(e??[]).map(({name:t})=>({value:t,label:t}))}function Is({first:e,query:t,loading:n}){let[o,r]=_([]);S(()=>r([]),[e]);let s=o.at(-1)??e,i=I(p=>So(t,s.cursor,p)),l=[e,...o].flatMap(p=>p.events);async function u(){let p=await i.run();p&&r(c=>[...c,p])}return a`<div aria-busy=${n}>
    ${l.length>0?a`<${ue} caption="Events, newest first" columns=${Ls} rows=${l} rowKey=${p=>p.event_id} />`:a`<${Z} title=${s.cursor?"Nothing was found so far.":"No event fits these filters."} />`}
    <${k} failure=${i.failure} />
    ${s.cursor&&a`<button type="button" class="more" disabled=${i.busy} onClick=${u}>${i.busy?"Loading …":"Show more"}</button>`}
  </div>`}var Ms=[{key:"webhook",label:"Webhook",cell:e=>a`<code>${e.webhook_id??"not known any more"}</code>`},{key:"state",label:"State",cell:e=>a`<span class="state"><${he} state=${e.state} />
      <span class="why">${e.reason?me(e.reason):""}</span></span>`},{key:"attempts",label:"Attempts",number:!0,cell:e=>e.attempts},{key:"last",label:"Latest attempt",cell:e=>As(e)},{key:"next",label:"Next attempt",cell:e=>a`<${w} at=${e.next_attempt_at} />`}];function As({last_attempt:e}){if(!e)return a`<span class="muted">–</span>`;let{text:t}=ne(e);return a`${t} <span class="muted">in ${X(e.duration_ms)}, </span><${w} at=${e.at} show="ago" />`}function Co({parameters:e}){let t=e.event??"",n=O(o=>T(`/api/events/${encodeURIComponent(t)}`,{},o),[t],{refresh:!0});return a`<nav class="crumbs" aria-label="Breadcrumb"><a href=${y("events")}>Events</a></nav>
    <${q} title="Event" of=${t} />
    <p><${le} text=${t} what="the event id" /></p>
    ${n.data?a`<${k} failure=${n.failure} retry=${n.reload} /><${Ps} event=${n.data} />`:a`<${N} of=${n} what="the event" />`}`}function Ps({event:e}){let{deliveries:t}=e;return a`<dl class="facts card">
      <${x} name="Type"><${A} to=${y(C("event-types",e.event_type))}>${e.event_type}<//><//>
      <${x} name="Received"><${w} at=${e.received_at} /><//>
      ${e.type_version&&a`<${x} name="Version of the type">${e.type_version}<//>`}
      ${e.filtered&&a`<${x} name="Not wanted by the filters of">${e.filtered} webhooks<//>`}
      ${e.instance_name&&a`<${x} name="Instance"><${D}>${e.instance_name}<//><//>`}
    </dl>
    <section aria-labelledby="outcomes-title">
      <h2 id="outcomes-title">At its webhooks <span class="muted">${t.length}</span></h2>
      ${t.length>0?a`<${ue} caption="Outcome at each webhook" columns=${Hs(e.event_id)} rows=${t} rowKey=${n=>`${n.webhook_id} ${n.received_at}`} />`:a`<${Z} title="No webhook was subscribed to it." />`}
    </section>
    <section aria-labelledby="payload-title">
      <h2 id="payload-title">Payload</h2>
      <${Y} text=${ut(e,"event")} what="the payload" />
    </section>`}function Hs(e){return Ms.map(t=>t.key==="webhook"?{...t,cell:n=>Ws(n,e)}:t)}function Ws(e,t){if(!e.webhook_id)return a`<span class="muted">not known any more</span>`;let n=y(C("webhooks",e.webhook_id,"deliveries",t));return a`<${A} to=${n}><code>${e.webhook_id}</code><//>`}function Us(e){return T("/api/failures",{},e)}function Oo(){let e=O(Us,[],{refresh:!0});return a`<${q} title="Failures" />
    ${e.data?a`<${k} failure=${e.failure} retry=${e.reload} />
        <${Vs} list=${e.data} />`:a`<${N} of=${e} what="the failures" />`}`}var Bs=[{key:"error",label:"What is wrong",sort:e=>Je(e).text,cell:e=>{let{text:t,todo:n}=Je(e);return a`<strong>${t}</strong>
        ${n&&a`<p class="todo why">${n}</p>`}`}},{key:"webhook",label:"Webhook",sort:e=>e.webhook_name,cell:e=>a`<${A} to=${y(C("webhooks",e.webhook_id))} class="strong"><${D}>${e.webhook_name}<//><//>`},{key:"count",label:"Deliveries",number:!0,sort:e=>e.count,cell:e=>a`<${A} to=${Ks(e)} label=${`${e.count} deliveries: ${Je(e).text}, at ${e.webhook_name}`}>${e.count}<//>`},{key:"state",label:"State",sort:e=>e.state,cell:e=>a`<${he} state=${e.state} />`},{key:"first",label:"Since",sort:e=>Date.parse(e.first_at),cell:e=>a`<${w} at=${e.first_at} />`},{key:"last",label:"Latest",sort:e=>Date.parse(e.last_at??e.first_at),cell:e=>a`<${w} at=${e.last_at} show="ago" />`},{key:"example",label:"An example",quietLabel:!0,cell:e=>e.event_id&&a`<${A} to=${y(C("webhooks",e.webhook_id,"deliveries",e.event_id))} label=${`Why: ${Je(e).text}, at ${e.webhook_name}`}>Why<//>`}];function Je({error:e,error_text:t,reason:n}){return n?{text:me(n),todo:""}:{text:qs(t),todo:ht(e).todo}}function qs(e){return e.charAt(0).toUpperCase()+e.slice(1)}function Ks({webhook_id:e,state:t,error:n}){let o=/^(?:HTTP )?(\d{3})$/.exec(n)?.[1];return y(C("webhooks",e),{state:t,status:o})}function Vs({list:e}){let[t]=R(),n=e.groups.filter(o=>Js(o,t));return e.groups.length===0?a`<${Z} title="Nothing has failed.">
      <p>No delivery waits after a failure, and none was dropped in the last day.</p>
    <//>`:a`<${oe} label="Filter the failures" clear=${["q","state"]}>
      <${ae} name="q" label="Search" placeholder="Webhook or error" />
      <${re} name="state" label="State" any="Waiting and dropped" options=${[{value:"waiting",label:"Waiting: will be attempted again"},{value:"dropped",label:"Dropped in the last day"}]} />
    <//>
    ${e.more&&a`<p class="muted" role="status">More is waiting than was read: the counts may be too low.</p>`}
    ${n.length>0?a`<${ue} caption="Failures by webhook and error" columns=${Bs} rows=${n} rowKey=${js} order="-last" epoch=${`${t.q} ${t.state}`} />`:a`<${Z} title="No failure fits these filters." />`}`}function js(e){return`${e.webhook_id} ${e.state} ${e.error}`}function Js(e,t){return t.state&&e.state!==t.state?!1:`${e.webhook_name} ${e.webhook_id} ${e.error} ${Je(e).text}`.toLowerCase().includes((t.q??"").toLowerCase())}function Ro({bars:e,label:t}){let n=Math.max(1,...e.map(o=>o.good+o.bad));return a`<svg class="spark" role="img" aria-label=${t} viewBox=${`0 0 ${e.length*5-1} 24`} preserveAspectRatio="none">
    ${e.map((o,r)=>{let s=Eo(o.bad,n,24),i=Eo(o.good,n,24),l=Math.min(24,s+i);return a`<g key=${r}>
        <rect class="ground" x=${r*5} y="23" width="4" height="1" />
        <rect class="good" x=${r*5} y=${24-i} width="4" height=${i} />
        <rect class="bad" x=${r*5} y=${24-l} width="4" height=${s} />
      </g>`})}
  </svg>`}function Eo(e,t,n){return e>0?Math.max(2,e/t*n):0}var Gs=480,zs=240,vt=150,Ce=52,Qs=20,gt=8,Ne=vt-gt-Qs;function Do(){let e=U(null),[t,n]=_(Gs);return S(()=>{let o=new ResizeObserver(([r])=>{r&&n(Math.max(zs,Math.round(r.contentRect.width)))});return e.current&&o.observe(e.current),()=>o.disconnect()},[]),[e,t]}function Fo({title:e,buckets:t,series:n}){let o=t.map(u=>Zs(u,n)),r=Ao(Math.max(1,...o)),[s,i]=Do(),l=(i-Ce)/Math.max(1,t.length);return a`<${Io} figure=${s} width=${i} title=${e} buckets=${t} series=${n} format=${String}>
    <${Mo} width=${i} top=${r} buckets=${t} format=${String} />
    ${t.map((u,p)=>{let c=gt+Ne;return a`<g key=${u.at}>
        ${n.map($=>{let f=(u.values[$.key]??0)/r*Ne;return c-=f,f>0&&a`<rect key=${$.key} class=${$.tone} x=${Ce+p*l+l*.1} y=${c} width=${l*.8} height=${f} />`})}
      </g>`})}
  <//>`}function Lo({title:e,buckets:t,series:n}){let o=t.flatMap(c=>n.map($=>c.values[$.key]??0)),r=Ao(Math.max(1,...o)),[s,i]=Do(),l=(i-Ce)/Math.max(1,t.length),u=c=>Ce+(c+.5)*l,p=c=>gt+Ne-c/r*Ne;return a`<${Io} figure=${s} width=${i} title=${e} buckets=${t} series=${n} format=${X}>
    <${Mo} width=${i} top=${r} buckets=${t} format=${X} />
    ${n.map(c=>a`<g key=${c.key} class=${`line ${c.tone}`}>
        <path d=${Ys(t,c.key,u,p)} />
        ${t.map(($,f)=>{let d=$.values[c.key];return d!==void 0&&a`<circle key=${$.at} cx=${u(f)} cy=${p(d)} r="2.2" />`})}
      </g>`)}
  <//>`}function Ys(e,t,n,o){let r="",s="M";for(let[i,l]of e.entries()){let u=l.values[t];u===void 0?s="M":(r+=`${s}${n(i).toFixed(1)} ${o(u).toFixed(1)}`,s="L")}return r}function No({title:e,rows:t}){let n=Math.max(1,...t.map(o=>o.count));return a`<figure class="chart">
    <figcaption>${e}</figcaption>
    <ul class="ranking">
      ${t.map(o=>a`<li key=${o.label}>
          <span class="name">${o.label}${o.note&&a` <span class="muted">${o.note}</span>`}</span>
          <svg aria-hidden="true" viewBox="0 0 100 8" preserveAspectRatio="none">
            <rect class=${o.tone} width=${Math.max(1,o.count/n*100)} height="8" />
          </svg>
          <span class="number">${o.count}</span>
        </li>`)}
    </ul>
  </figure>`}function Io({figure:e,width:t,title:n,buckets:o,series:r,format:s,children:i}){let l=M(ce);return a`<figure class="chart" ref=${e}>
    <figcaption>
      ${n}
      <span class="legend" aria-hidden="true">
        ${r.map(u=>a`<span key=${u.key} class=${u.tone}>${u.label}</span>`)}
      </span>
    </figcaption>
    <svg viewBox=${`0 0 ${t} ${vt}`} aria-hidden="true">${i}</svg>
    <details>
      <summary>As a table</summary>
      <div class="table-wrap" tabindex="0" role="region" aria-label=${n}>
        <table class="plain">
          <thead>
            <tr><th scope="col">From</th>${r.map(u=>a`<th key=${u.key} scope="col" class="number">${u.label}</th>`)}</tr>
          </thead>
          <tbody>
            ${o.map(u=>a`<tr key=${u.at}>
                <th scope="row">${Te(new Date(u.at),l)}</th>
                ${r.map(p=>{let c=u.values[p.key];return a`<td key=${p.key} class="number">${c===void 0?"–":s(c)}</td>`})}
              </tr>`)}
          </tbody>
        </table>
      </div>
    </details>
  </figure>`}function Mo({width:e,top:t,buckets:n,format:o}){let r=M(ce),s=n[0],i=n.at(-1);return a`<g class="axes">
    ${[0,.5,1].map(l=>{let u=gt+Ne-l*Ne;return a`<g key=${l}>
        <line x1=${Ce} x2=${e} y1=${u} y2=${u} />
        <text x=${Ce-6} y=${u+3.5} text-anchor="end">${o(t*l)}</text>
      </g>`})}
    ${s&&a`<text x=${Ce} y=${vt-4}>${Te(new Date(s.at),r)}</text>`}
    ${i&&s!==i&&a`<text x=${e} y=${vt-4} text-anchor="end">${Te(new Date(i.at),r)}</text>`}
  </g>`}function Zs(e,t){return t.reduce((n,o)=>n+(e.values[o.key]??0),0)}function Ao(e){let t=10**Math.floor(Math.log10(e)),o=[1,2,4,5,6,8,10].map(r=>Math.ceil(r*t)).find(r=>r>=e)??e;return o%2?o+1:o}var yt=new B(void 0);function nn(e){yt.set({health:e,at:Date.now()})}async function Po(e){let t=await T("/api/overview",{},e);nn(t.relay)}function wt(e){if(e.status==="error")return{tone:"bad",text:"Storage fails",detail:e.storage};if(e.status==="degraded")return{tone:"bad",text:"No rounds",detail:"The scheduler has not run for minutes, so nothing is retried."};let t=on(e);return t>0?{tone:"warn",text:"Needs a look",detail:`${t} messages failed five times.`}:{tone:"good",text:"Relay well",detail:"Storage answers, and the scheduler runs."}}function on(e){return Object.entries(e.queues??{}).filter(([t])=>t.endsWith("-poison")||t==="quarantine").reduce((t,[,n])=>t+n,0)}var Xs=0,sn=24,rn=36e5;async function ea(e){let t=await T("/api/overview",{},e);return nn(t.relay),t}function Ho(){let e=O(ea,[],{refresh:!0}),{data:t,failure:n}=e;return a`<${q} title="Overview">
      <${A} to=${y("webhooks/new")} class="button primary">New webhook<//>
    <//>
    ${t?a`<${k} failure=${n} retry=${e.reload} />
        <${ta} health=${t.relay} webhooks=${t.webhooks} />
        <${ca} rows=${t.webhooks} />`:a`<${N} of=${e} what="the overview" />`}`}function ta({health:e,webhooks:t}){let{tone:n,text:o,detail:r}=wt(e),s=Object.values(e.queues??{}).reduce((u,p)=>u+p,0),i=on(e),l=e.last_tick_age_seconds;return a`<section aria-labelledby="relay-title" class="card relay-card">
    <h2 id="relay-title" class=${`verdict ${n}`}>${o}. <span class="muted">${r}</span></h2>
    <dl class="facts">
      <${x} name="Storage">${e.storage}<//>
      <${x} name="Latest round">${l==null?"none yet":`${Ve(l)} ago`}<//>
      <${x} name="In queues">${s-i}<//>
      <${x} name="Deliveries waiting">${e.waiting}<//>
      <${x} name="Longest waiting"><${w} at=${na(t)} show="ago" /><//>
      <${x} name="Longest overdue">${e.oldest_due_seconds?Ve(e.oldest_due_seconds):"nothing"}<//>
      <${x} name="Poison messages">${i}<//>
    </dl>
  </section>`}function na(e){return e.map(t=>t.status.oldest_waiting_at).filter(t=>t!==void 0).sort()[0]}var oa=[{key:"name",label:"Webhook",sort:e=>e.name,cell:e=>a`<${A} to=${y(C("webhooks",e.webhook_id))} class="strong"><${D}>${e.name}<//><//>
      <span class="muted host"><${D}>${mt(e.url)}<//></span>`},{key:"state",label:"State",sort:e=>Le[e.status.state].rank,cell:e=>a`<${co} webhook=${e} />`},{key:"activity",label:"Last 24 hours",sort:e=>Wo(e.activity),cell:e=>a`<${ra} activity=${e.activity} />`},{key:"waiting",label:"Waiting",number:!0,sort:e=>e.status.waiting??0,cell:e=>ia(e.status)},{key:"success",label:"Last success",sort:e=>Date.parse(e.status.last_success_at??"")||Xs,cell:e=>a`<${w} at=${e.status.last_success_at} show="ago" />`},{key:"types",label:"Event types",cell:e=>a`<${la} names=${e.event_types} />`}];function Wo({delivered:e,failed:t}){return e+t>0?t/(e+t):-1}function ra({activity:e}){let{delivered:t,failed:n,dropped:o}=e;if(t+n+o===0)return a`<span class="muted">nothing sent</span>`;let r=Wo(e),s=`${t} delivered, ${n} attempts failed, ${o} dropped`;return a`<span class="activity" title=${s}>
    <${Ro} bars=${sa(e)} label=${`Last ${sn} hours: ${s}`} />
    <span class=${r>0?"share":"muted"}>${aa(r)} failed</span>
  </span>`}function sa({hours:e}){let t=new Map(e.map(o=>[Date.parse(o.at),o])),n=Math.floor(Date.now()/rn)*rn;return Array.from({length:sn},(o,r)=>{let s=t.get(n-(sn-1-r)*rn);return{good:s?.delivered??0,bad:(s?.failed??0)+(s?.dropped??0)}})}function aa(e){return e<=0?"0 %":e<.01?"< 1 %":`${e<.1?(e*100).toFixed(1):Math.round(e*100)} %`}function ia(e){return e.waiting===void 0?"–":e.waiting_is_capped?`${e.waiting}+`:e.waiting}function la({names:e}){let t=e.slice(0,2).join(", ");return e.length<=2?a`<span class="types">${t}</span>`:a`<span class="types" title=${e.join(", ")}>${t} <span class="muted">+${e.length-2}</span></span>`}function ca({rows:e}){let[t]=R(),n=e.filter(o=>pa(o,t));return a`<section aria-labelledby="webhooks-title">
    <h2 id="webhooks-title">Webhooks <span class="muted">${ua(n.length,e.length)}</span></h2>
    <${oe} label="Filter the webhooks" clear=${["q","state"]}>
      <${ae} name="q" label="Search" placeholder="Name, host, type or id" />
      <${re} name="state" label="State" any="Every state" options=${da(e)} />
    <//>
    ${n.length>0?a`<${ue} caption="Webhooks" columns=${oa} rows=${n} rowKey=${o=>o.webhook_id} order="state" epoch=${`${t.q} ${t.state}`} />`:a`<${Z} title=${e.length?"No webhook fits these filters.":"There are no webhooks yet."} />`}
  </section>`}function ua(e,t){return e===t?`${t}`:`${e} of ${t}`}function da(e){return Object.entries(Le).map(([t,{label:n}])=>{let o=e.filter(r=>r.status.state===t).length;return{value:t,label:`${n} (${o})`}})}function pa(e,t){if(t.state&&e.status.state!==t.state)return!1;let n=`${e.name} ${e.webhook_id} ${e.url} ${e.event_types.join(" ")}`.toLowerCase();return(t.q??"").toLowerCase().split(/\s+/).every(o=>n.includes(o))}var an="relay-job ",fa=3,ee=new B({});function Uo(e){let t=ee.value[e];if(t)return t;let n=ma(e);if(!n)return;let r=n.state==="running"?{...n,state:"stopped",lost:!0}:n;return ee.set({...ee.value,[e]:r}),r}function kt(e,t){return Ge(e,{...t,done:0,state:"running"}),cn(e)}function ln(e){let t=ee.value[e];t?.state==="running"&&Ge(e,{...t,state:"stopped"})}function Bo(e){let{[e]:t,...n}=ee.value;ee.set(n);try{sessionStorage.removeItem(an+e)}catch{}}async function cn(e){let t=ee.value[e];if(!t)return;Ge(e,{...t,state:"running",failure:void 0});let n=t.kind==="recover"?fa:Number.POSITIVE_INFINITY,o=0;for(;ee.value[e]?.state==="running"&&o<n;)o=await $a(e)===0?o+1:0;ln(e)}async function $a(e){let t=ee.value[e];try{let n=t.cursor?{...t.body,cursor:t.cursor}:t.body,o=await L("POST",`${e}/${t.kind}`,n),r=o.recovered??o.resent??0,s=ee.value[e]??t;return Ge(e,ha(s,o,r)),r}catch(n){let o=n instanceof z?n:new z(0,"The page failed",String(n));return Ge(e,{...t,state:"stopped",failure:o,lost:t.lost||o.status===0}),0}}function ha(e,t,n){let o=e.done+n,r=e.kind==="recover"&&!e.isMore&&o>=e.total,s=!t.more||r?"finished":e.state;return{...e,done:o,cursor:t.cursor,state:s}}function Ge(e,t){ee.set({...ee.value,[e]:t});let{failure:n,...o}=t;try{sessionStorage.setItem(an+e,JSON.stringify(o))}catch{}}function ma(e){try{return JSON.parse(sessionStorage.getItem(an+e)??"null")??void 0}catch{return}}var _a=864e5,ba={do:void 0,from:void 0,to:void 0,states:void 0};function Vo(){Fe({do:"recover"})}function jo({webhook:e,path:t}){let[n,o]=R(),[r]=_(()=>Date.now()),s=n.from??new Date(r-_a).toISOString(),i=n.to??new Date(r).toISOString(),l=(n.states??"dropped").split(","),u={since:s,until:i,states:l},p=I(h=>L("POST",`${t}/recover`,{...u,dry_run:!0},h)),[c,$]=_(void 0);S(()=>$(void 0),[s,i,n.states]);let f=()=>o(ba);async function d(h){h.preventDefault(),o({from:s,to:i,states:l.join(",")}),$(await p.run())}function m(){if(!c)return;let h=[s,i].map(g=>Te(new Date(g),!1)).join(" to ");kt(t,{kind:"recover",title:`Recovering what was received from ${h}`,body:u,total:c.matching,isMore:c.more}),f()}return a`<${V} title="Recover deliveries" onClose=${f}>
    <p>Sends again what was received in a stretch of time, at a pace that the receiver can bear.</p>
    ${!e.enabled&&a`<p class="todo">The webhook is disabled: enable it first.</p>`}
    <form onSubmit=${d}>
      <div class="columns">
        <${qo} label="Received from" at=${s} error=${p.failure?.about("since")} onChange=${h=>o({from:h})} />
        <${qo} label="Until" at=${i} error=${p.failure?.about("until")} onChange=${h=>o({to:h})} />
      </div>
      <fieldset>
        <legend>Which</legend>
        <${Ko} of=${l} value="dropped" label="Dropped: the relay gave them up" onChange=${o} />
        <${Ko} of=${l} value="waiting" label="Waiting: they have failed and wait for their next attempt" onChange=${o} />
      </fieldset>
      <${k} failure=${p.failure} />
      <p role="status">${c&&un(c)}</p>
      <div class="actions">
        ${c&&c.matching>0?a`<button type="button" class="primary" disabled=${!e.enabled} onClick=${m}>Send ${c.matching.toLocaleString()} again</button>`:a`<button type="submit" class="primary" disabled=${p.busy}>${p.busy?"Counting …":"Count"}</button>`}
        <button type="button" onClick=${f}>Cancel</button>
      </div>
    </form>
  <//>`}function un({matching:e,more:t}){return e===0?"Nothing matches.":t?`More than ${e.toLocaleString()} deliveries match.`:e===1?"1 delivery matches.":`${e.toLocaleString()} deliveries match.`}function qo({label:e,at:t,error:n,onChange:o}){return a`<${K} label=${e} error=${n}>
    ${r=>a`<input
      id=${r.id}
      type="datetime-local"
      step="1"
      required
      aria-describedby=${r.describedBy}
      aria-invalid=${r.invalid}
      value=${en(t)}
      onChange=${s=>{let i=tn(s.currentTarget.value);i&&o(i)}}
    />`}
  <//>`}function Ko({of:e,value:t,label:n,onChange:o}){let r=e.includes(t),s=r&&e.length===1;function i(){let l=r?e.filter(u=>u!==t):[...e,t];o({states:l.join(",")})}return a`<label class="check">
    <input type="checkbox" checked=${r} disabled=${s} onChange=${i} />
    ${n}
  </label>`}function Go({webhook:e,path:t,onSent:n,onClose:o}){let r=O(f=>T("/api/event-types",{},f),[]),[s,i]=_(""),{own:l,others:u}=va(e,r.data??[]),p=s||(l[0]??u[0]??""),c=I(f=>L("POST",`${t}/send-example`,{event_type:p},f));async function $(f){f.preventDefault(),await c.run()&&(j(`An example of ${p} is on its way.`),n(),o())}return a`<${V} title="Send an example" onClose=${o}>
    <form onSubmit=${$}>
      <p>The example of an event type goes to this webhook alone, as a delivery like any other.</p>
      <${K} label="Event type" error=${c.failure?.about("event_type")}>
        ${f=>a`<select
          id=${f.id}
          aria-describedby=${f.describedBy}
          value=${p}
          onChange=${d=>i(d.currentTarget.value)}
        >
          ${l.length>0&&a`<optgroup label="It is subscribed to">${l.map(Jo)}</optgroup>`}
          ${u.length>0&&a`<optgroup label="Others">${u.map(Jo)}</optgroup>`}
        </select>`}
      <//>
      <${k} failure=${r.failure??c.failure} />
      <div class="actions">
        <button type="submit" class="primary" disabled=${c.busy||!p}>${c.busy?"Sending …":"Send"}</button>
        <button type="button" onClick=${o}>Cancel</button>
      </div>
    </form>
  <//>`}function Jo(e){return a`<option key=${e} value=${e}>${e}</option>`}function va(e,t){let n=t.map(({name:r})=>r),o=n.filter(r=>e.event_types.includes(r));return{own:o,others:n.filter(r=>!o.includes(r))}}function zo({webhook:e,path:t,onSent:n,reload:o}){let[r]=R(),[s,i]=_(!1),l=I(f=>L("POST",`${t}/ping`,void 0,f)),u=I(f=>L("POST",`${t}/enable`,void 0,f)),{enabled:p}=e;async function c(){await l.run()&&(j("A ping is on its way. It comes up in the list in a moment."),n())}async function $(){await u.run()&&(j("The webhook is enabled."),o())}return a`<div class="actions">
      ${!p&&a`<button type="button" class="primary" disabled=${u.busy} onClick=${$}>Enable</button>`}
      <button type="button" disabled=${l.busy||!p} onClick=${c}>Ping</button>
      <button type="button" disabled=${!p} onClick=${()=>i(!0)}>Send an example …</button>
      <button type="button" onClick=${Vo}>Recover …</button>
      <${A} to=${y(`${C("webhooks",e.webhook_id)}/edit`)} class="button">Edit<//>
    </div>
    ${[l,u].map(({failure:f},d)=>f&&a`<div class="wide" key=${d}><${k} failure=${f} /></div>`)}
    ${s&&a`<${Go} webhook=${e} path=${t} onSent=${n} onClose=${()=>i(!1)} />`}
    ${r.do==="recover"&&a`<${jo} webhook=${e} path=${t} />`}`}var Oe=["state","type","status","event","range","since","until"];function Ie(e){return{state:e.state,event_type:e.type,status_code:e.status,event_id:e.event,since:je(e),until:e.until}}function Qo(e,t){return t.state&&e.state!==t.state||t.type&&e.event_type!==t.type||t.status&&String(e.last_attempt?.status)!==t.status?!1:!t.until||e.received_at<=t.until}function dn(e){let{state:t,type:n,status:o,event:r,range:s,since:i,until:l}=e;return[t&&`state ${$t[t]?.label??t}`,n&&`type ${n}`,o&&`latest answer ${o}`,r&&`event ${r}`,s&&`received in the last ${s}`,i&&`received since ${new Date(i).toLocaleString()}`,l&&`received until ${new Date(l).toLocaleString()}`].filter(Boolean).join(", ")}function Yo({types:e}){let t=Object.entries($t).map(([o,{label:r}])=>({value:o,label:r})),n=e.map(o=>({value:o,label:o}));return a`<${oe} label="Filter the deliveries" clear=${Oe}>
    <${re} name="state" label="State" any="Every state" options=${t} />
    <${re} name="type" label="Type" any="Every type" options=${n} />
    <${Xt} name="status" label="Status code" input=${{inputmode:"numeric",maxlength:3}} class="narrow" />
    <${bt} />
    <${ae} name="event" label="Event id" placeholder="The whole id" />
  <//>`}var ga=[{key:"delivered",label:"Delivered",tone:"good"},{key:"waiting",label:"Waiting",tone:"warn"},{key:"queued",label:"Queued",tone:"info"},{key:"dropped",label:"Dropped",tone:"bad"}],ya=[{key:"p50_ms",label:"p50: half are quicker",tone:"info"},{key:"p95_ms",label:"p95: 19 of 20 are",tone:"warn"}];function Zo({path:e,changes:t}){let[n]=R(),o=Oe.filter(i=>i!=="event").map(i=>n[i]),r=O(i=>T(`${e}/delivery-summary`,wa(n),i),[e,t,...o]),s=r.data;return a`<section aria-labelledby="charts-title">
    <h2 id="charts-title">Latest deliveries in charts ${s&&a`<${ka} summary=${s} />`}</h2>
    ${!s&&r.failure&&a`<${k} failure=${r.failure} retry=${r.reload} />`}
    <div class="charts" aria-busy=${r.loading}>
      ${s&&s.deliveries>0&&a`<${xa} summary=${s} />`}
      ${s?.deliveries===0&&a`<p class="muted">There are none to draw.</p>`}
    </div>
  </section>`}function wa(e){let{event_id:t,...n}=Ie(e);return n}function ka({summary:e}){let{deliveries:t,more:n,since:o,until:r}=e;if(t===0)return null;let s=t.toLocaleString();return a`<span class="muted">${n?`the latest ${s}`:s}, received from <${w} at=${o} show="clock" /> to <${w} at=${r} show="clock" /></span>`}function xa({summary:e}){let t=e.buckets.map(({at:s,...i})=>({at:s,values:i})),{p50_ms:n,p95_ms:o}=e,r=n===void 0?"Durations":`Durations: p50 ${X(n)}, p95 ${X(o)}`;return a`<div class="card"><${Fo} title="Outcomes, by when received" buckets=${t} series=${ga} /></div>
    <div class="card"><${Lo} title=${r} buckets=${t} series=${ya} /></div>
    <div class="card"><${No} title="Latest answers and errors" rows=${e.results.map(Sa)} /></div>`}function Sa({result:e,text:t,count:n}){let o=Number(e),r=o>=200&&o<300;return{label:o?`HTTP ${e}`:e,count:n,tone:r?"good":e==="unknown"?"off":"bad",note:t.replace(/^the receiver answered \d+ ?/,"")}}var Ta=25,Ca=8,Oa=100,Ea=5e3;function ze(e){return`${e.event_id} ${e.received_at}`}function Xo(e,t,n){let o=[e,n,...Oe.map(v=>t[v])],r=`${e}/deliveries`,s=U([]),i=O((v,E)=>E?Da(r,t,{before:E,rows:s.current},v):Ra(r,t,v),o,{refresh:!0}),{first:l,updates:u}=i.data??er,[p,c]=_([]),[$,f]=_([]);S(()=>{c([]),f([])},[l]);let d=ke(()=>[...$,...l.deliveries,...p.flatMap(E=>E.deliveries)].map(E=>u.get(ze(E))??E),[l,p,$,u]);s.current=d;let m=ke(()=>Na(u,d,t),[u,d]),h=(p.at(-1)??l).cursor,g=I(v=>tr(r,t,h,v)),b=$e(async()=>{let v=await g.run();v&&c(E=>[...E,v])},[g.run]);return{rows:d,fresh:m.length,missed:i.data?.missed??!1,showFresh:()=>i.data?.missed?i.reload():f([...m,...$]),cursor:h,older:{busy:g.busy,failure:g.failure,load:b},loaded:i}}var er={first:{deliveries:[]},updates:new Map,missed:!1,refreshes:0};async function Ra(e,t,n){return{...er,updates:new Map,first:await tr(e,t,void 0,n)}}async function tr(e,t,n,o){let r=n;for(let s=1;;s+=1){let i={...Ie(t),limit:Ta,cursor:r},l=await T(e,i,o);if(r=l.cursor,l.deliveries.length>0||!r||s===Ca)return l}}async function Da(e,t,{before:n,rows:o},r){let s=n.refreshes+1,i=t.event?{event_id:t.event}:s%2===0&&La(o)||Fa(o),l={...i,limit:Oa,with_status:!0},u=await T(e,l,r),p=new Map(n.updates);for(let f of u.deliveries)p.set(ze(f),f);let c=u.deliveries.at(-1)?.received_at??"",$=!!u.cursor&&!("until"in i)&&c>xt(o);return{first:n.first,updates:p,status:u.status??n.status,missed:n.missed||$,refreshes:s}}function xt(e){return e[0]?.received_at??""}function Fa(e){let t=`${new Date().toISOString().slice(0,10)}T00:00:00.000Z`,o=e.filter(r=>nr(r)&&r.received_at>=t).at(-1)?.received_at??xt(e);return o<t?{since:t}:{since:new Date(Math.max(Date.parse(t),Date.parse(o)-Ea)).toISOString()}}function La(e){let t=new Date().toISOString().slice(0,10),n=e.filter(s=>nr(s)&&s.received_at.slice(0,10)<t),o=n.at(-1)?.received_at;if(!o)return null;let r=n.filter(s=>s.received_at.slice(0,10)===o.slice(0,10));return{since:o,until:xt(r)}}function nr(e){return e.state==="waiting"||e.state==="queued"}function Na(e,t,n){let o=new Set(t.map(ze)),r=xt(t);return[...e.entries()].filter(([s,i])=>!o.has(s)&&Qo(i,n)&&i.received_at>=r).map(([,s])=>s).sort((s,i)=>s.received_at<i.received_at?1:-1)}function or({webhook:e,path:t}){let[n]=R(),o=()=>Fe({do:void 0});return a`<button type="button" onClick=${()=>Fe({do:"resend"})}>Resend all that match …</button>
    ${n.do==="resend"&&(dn(n)?a`<${Ma} webhook=${e} path=${t} onClose=${o} />`:a`<${Ia} onClose=${o} />`)}`}function Ia({onClose:e}){return a`<${V} title="Resend all that match" onClose=${e}>
    <p>Filter the list first, for instance by state, status code or time: what it then shows is what is sent again.</p>
    <div class="actions"><button type="button" class="primary" onClick=${e}>To the filters</button></div>
  <//>`}function Ma({webhook:e,path:t,onClose:n}){let[o]=R(),[r]=_(()=>Aa(Ie(o))),s=O(p=>L("POST",`${t}/resend`,{...r,dry_run:!0},p),[t]),i=s.data,l=dn(o);function u(){if(!i)return;let p=`Sending again: ${l}`;kt(t,{kind:"resend",title:p,body:r,total:i.matching,isMore:i.more}),n()}return a`<${V} title="Resend all that match" onClose=${n}>
    <p>The filters of the list: <strong>${l}</strong>.</p>
    ${o.state===void 0&&a`<p class="todo">Among these are deliveries that have arrived: the receiver gets them twice. Filter by state to leave them out.</p>`}
    ${!e.enabled&&a`<p class="todo">The webhook is disabled: enable it first.</p>`}
    ${i?a`<p role="status">${un(i)}</p>`:a`<${N} of=${s} what="how many there are" />`}
    <div class="actions">
      <button type="button" class="primary" disabled=${!i?.matching||!e.enabled} onClick=${u}>
        ${i?.matching?`Send ${i.matching.toLocaleString()} again`:"Send again"}
      </button>
      <button type="button" onClick=${n}>Cancel</button>
    </div>
  <//>`}function Aa(e){let t=e.status_code?Number(e.status_code):void 0;return{...e,status_code:t,until:e.until??new Date().toISOString()}}function rr({path:e,webhook:t,changes:n,onStatus:o,onShown:r}){let[s]=R(),i=Xo(e,s,n),l=U(null),u=i.loaded.data?.status;S(()=>{u&&o(u)},[u]);function p(){i.showFresh(),r(),l.current?.focus()}let{data:c,failure:$,loading:f,reload:d}=i.loaded;return a`<section aria-labelledby="deliveries-title">
    <div class="section-head">
      <h2 id="deliveries-title" tabindex="-1" ref=${l}>Deliveries <span class="muted">newest first</span></h2>
      <div class="actions">
        <${or} webhook=${t} path=${e} />
        <button type="button" onClick=${r}>Refresh</button>
      </div>
    </div>
    <${Yo} types=${Ha(t,i.rows)} />
    <div class="new-rows" role="status">
      ${(i.fresh>0||i.missed)&&a`<button type="button" onClick=${p}>${Pa(i)}</button>`}
    </div>
    ${c?a`<${k} failure=${$} retry=${d} /><${Wa} known=${i} webhook=${t} loading=${f} />`:a`<${N} of=${i.loaded} what="the deliveries" />`}
  </section>`}function Pa({fresh:e,missed:t}){return t?"Many new deliveries":`${e} new ${e===1?"delivery":"deliveries"}`}function Ha(e,t){let n=[...e.event_types,...t.map(o=>o.event_type)];return[...new Set(n)].filter(o=>!o.includes("*")).sort()}function Wa({known:e,webhook:t,loading:n}){let[o]=R(),{rows:r,cursor:s,older:i}=e,u=Oe.some(p=>o[p])?"No delivery fits these filters.":"Nothing has been sent to it yet.";return a`<div aria-busy=${n}>
    ${r.length>0?a`<${ue}
          caption="Deliveries, newest first"
          columns=${Ua(t.webhook_id)}
          rows=${r}
          rowKey=${ze}
        />`:a`<${Z} title=${s?"Nothing was found so far.":u} />`}
    <${k} failure=${i.failure} />
    ${s&&a`<button type="button" class="more" disabled=${i.busy} onClick=${i.load}>${i.busy?"Loading …":"Older"}</button>`}
  </div>`}function Ua(e){return[{key:"event",label:"Event",cell:t=>a`<${A} to=${y(C("webhooks",e,"deliveries",t.event_id))} class="id"><code>${t.event_id}</code><//>
        <span class="muted host">${t.event_type}</span>`},{key:"state",label:"State",cell:t=>a`<${Ba} row=${t} />`},{key:"last",label:"Latest attempt",cell:t=>a`<${qa} row=${t} />`},{key:"attempts",label:"Attempts",number:!0,cell:t=>t.attempts},{key:"received",label:"Received",cell:t=>a`<${w} at=${t.received_at} />`}]}function Ba({row:e}){return a`<span class="state">
    <${he} state=${e.state} />
    <span class="why">
      ${e.reason&&me(e.reason)}
      ${e.state==="waiting"&&e.next_attempt_at&&a`next <${w} at=${e.next_attempt_at} show="ago" />`}
    </span>
  </span>`}function qa({row:e}){let{last_attempt:t}=e;if(!t)return a`<span class="muted">${e.held?"held back":"none yet"}</span>`;let{text:n}=ne(t);return a`${n} <span class="muted">in ${X(t.duration_ms)}, <${w} at=${t.at} show="ago" /></span>`}function sr({path:e,onEnd:t}){let o=M(ee)[e];return S(()=>{Uo(e)},[e]),S(()=>{o?.state==="finished"&&t()},[o?.state]),o?a`<section class="card job" aria-labelledby="job-title">
    <h2 id="job-title">${o.title}</h2>
    <progress aria-labelledby="job-title" max=${Math.max(1,o.total)} value=${Math.min(o.done,Math.max(1,o.total))}></progress>
    <p role="status">${Ka(o)}</p>
    <${k} failure=${o.failure} />
    <div class="actions"><${Va} job=${o} path=${e} /></div>
  </section>`:null}function Ka(e){let t=`${e.done.toLocaleString()} of ${e.isMore?"more than ":""}${e.total.toLocaleString()}`;switch(e.state){case"running":return`${t} are queued again …`;case"stopped":return`Stopped after ${e.lost?"at least ":""}${t}. It can go on from here.`;default:return`Done: ${e.lost?"all":e.done.toLocaleString()} are queued again. The relay sends them at a pace that the receiver can bear.`}}function Va({job:e,path:t}){return e.state==="running"?a`<button type="button" onClick=${()=>ln(t)}>Stop</button>`:a`${e.state==="stopped"&&a`<button type="button" class="primary" onClick=${()=>cn(t)}>Go on</button>`}
    <button type="button" onClick=${()=>Bo(t)}>${e.state==="stopped"?"Give up":"Close"}</button>`}var Qe={onefuzz:{label:"OneFuzz",hint:"An object with event_id, event_type, event and webhook_id."},event_grid:{label:"Event Grid",hint:"An array with one Event Grid event; the payload is in data."},cloudevents:{label:"CloudEvents 1.0",hint:"A CloudEvents event; the payload is in data."},bare:{label:"Payload alone",hint:"The payload as it was posted, and nothing else."}};var ar={name:"",url:"",types:[],format:"onefuzz",signing:"symmetric",secretChoice:"generate",secret:"",replaceHeaders:!0,headers:[],inFlight:"",rate:"",filter:""};function ir(e){return{name:e.name,url:e.url,types:e.event_types,format:e.message_format,signing:e.signing,secretChoice:"keep",secret:"",replaceHeaders:!1,headers:(e.headers??[]).map(t=>({name:t,value:""})),inFlight:String(e.max_in_flight??""),rate:String(e.rate_per_second??""),filter:e.filter?JSON.stringify(e.filter,null,2):""}}function St(e){return{name:e.name,url:e.url.trim(),event_types:e.types,message_format:e.format,signing:e.signing,...cr(e),headers:e.headers.length>0?ur(e.headers):void 0,max_in_flight:Me(e.inFlight),rate_per_second:Me(e.rate),filter:Ye(e.filter)}}function lr(e,t){return{..._e(e,t,"name","name",e.name),..._e(e,t,"url","url",e.url.trim()),..._e(e,t,"types","event_types",e.types),..._e(e,t,"format","message_format",e.format),..._e(e,t,"signing","signing",e.signing),...cr(e),...e.replaceHeaders?{headers:ur(e.headers)}:{},..._e(e,t,"inFlight","max_in_flight",Me(e.inFlight)??0),..._e(e,t,"rate","rate_per_second",Me(e.rate)??0),..._e(e,t,"filter","filter",Ye(e.filter)??null)}}function _e(e,t,n,o,r){return JSON.stringify(e[n])===JSON.stringify(t[n])?{}:{[o]:r}}function cr({secretChoice:e,secret:t}){return e==="generate"?{generate_secret:!0}:e==="own"?{secret_token:t}:{}}function ur(e){let t=e.filter(({name:n,value:o})=>n.trim()||o);return Object.fromEntries(t.map(({name:n,value:o})=>[n.trim(),o]))}function Me(e){if(e.trim()==="")return;let t=Number(e);return Number.isNaN(t)?e:t}function Ye(e){return e.trim()===""?void 0:JSON.parse(e)}function Tt({secret:e,onClose:t}){let[n,o]=_(!1);return a`<${V} title="The secret, shown this once" onClose=${()=>n?t():o(!0)}>
    <p>Give it to the receiver, which verifies with it what the relay signs. Nobody can read it again, not here either.</p>
    <p class="secret"><${le} text=${e} what="the secret" /></p>
    <p role="status" class="todo">${n?"It will not be shown again. Close once more if you have it.":""}</p>
    <div class="actions"><button type="button" class="primary" onClick=${t}>I have stored it</button></div>
  <//>`}function dr({webhook:e,path:t,reload:n,onClose:o}){let[r,s]=_(""),[i,l]=_("24"),[u,p]=_(""),c=I(m=>L("POST",`${t}/rotate-secret`,ja(r,i),m));async function $(m){m.preventDefault();let h=await c.run();if(h){if(h.secret_token)return p(h.secret_token);j("The secret is replaced."),f()}}function f(){o(),n()}if(u)return a`<${Tt} secret=${u} onClose=${f} />`;let{failure:d}=c;return a`<${V} title=${e.has_secret?"Rotate the secret":"Give it a secret"} onClose=${o}>
    <form onSubmit=${$}>
      <p>For a while both secrets sign every delivery, so that the receiver can change over without a gap.</p>
      <${K} label="New secret" hint="Leave it empty to have one made, which is shown once." error=${d?.about("secret_token")}>
        ${m=>a`<input
          id=${m.id} type="password" autocomplete="off" spellcheck=${!1}
          aria-describedby=${m.describedBy} aria-invalid=${m.invalid}
          value=${r}
          onInput=${h=>s(h.currentTarget.value)}
        />`}
      <//>
      <${K} label="Hours that the old secret signs too" hint="0 to 168" error=${d?.about("grace_period_hours")}>
        ${m=>a`<input
          id=${m.id} inputmode="decimal" aria-describedby=${m.describedBy} aria-invalid=${m.invalid}
          value=${i}
          onInput=${h=>l(h.currentTarget.value)}
        />`}
      <//>
      <${k} failure=${d} />
      <div class="actions">
        <button type="submit" class="primary" disabled=${c.busy}>Rotate</button>
        <button type="button" onClick=${o}>Cancel</button>
      </div>
    </form>
  <//>`}function ja(e,t){return{secret_token:e||void 0,grace_period_hours:Me(t)}}function pr({webhook:e,path:t,reload:n}){let[o,r]=_(""),s=()=>r("");return a`<div class="actions">
      ${e.enabled&&a`<button type="button" onClick=${()=>r("disable")}>Disable …</button>`}
      <button type="button" onClick=${()=>r("rotate")}>Rotate the secret …</button>
      <button type="button" class="danger" onClick=${()=>r("delete")}>Delete …</button>
    </div>
    ${o==="disable"&&a`<${Ja} webhook=${e} path=${t} reload=${n} onClose=${s} />`}
    ${o==="rotate"&&a`<${dr} webhook=${e} path=${t} reload=${n} onClose=${s} />`}
    ${o==="delete"&&a`<${Ga} webhook=${e} path=${t} onClose=${s} />`}`}function Ja({webhook:e,path:t,reload:n,onClose:o}){let r=I(l=>L("POST",`${t}/disable`,void 0,l)),s=e.status?.waiting;async function i(){await r.run()&&(j("The webhook is disabled."),n(),o())}return a`<${V} title="Disable the webhook?" onClose=${o}>
    <p>
      Nothing is delivered to it any more, and new events are not kept for it.
      ${s?a` <strong>What waits (${s}) is given up;</strong> it can be recovered after the webhook is enabled.`:""}
    </p>
    <${k} failure=${r.failure} />
    <div class="actions">
      <button type="button" class="danger" disabled=${r.busy} onClick=${i}>Disable</button>
      <button type="button" onClick=${o}>Cancel</button>
    </div>
  <//>`}function Ga({webhook:e,path:t,onClose:n}){let[o,r]=_(""),s=I(u=>L("DELETE",t,void 0,u)),i=o.trim()===e.name.trim();async function l(u){u.preventDefault(),i&&await s.run()&&(j("The webhook is deleted."),xe(y("")))}return a`<${V} title="Delete the webhook?" onClose=${n}>
    <form onSubmit=${l}>
      <p>Its settings and its secret are gone for good, and what waits for it is given up.</p>
      <${K} label=${a`Type its name to confirm: <${D}>${e.name}<//>`}>
        ${u=>a`<input
          id=${u.id}
          autocomplete="off"
          spellcheck=${!1}
          value=${o}
          onInput=${p=>r(p.currentTarget.value)}
        />`}
      <//>
      <${k} failure=${s.failure} />
      <div class="actions">
        <button type="submit" class="danger" disabled=${!i||s.busy}>Delete</button>
        <button type="button" onClick=${n}>Cancel</button>
      </div>
    </form>
  <//>`}function fr({webhook:e,path:t,reload:n}){let{headers:o=[],filter:r}=e;return a`<details class="card settings">
      <summary><h2>Settings</h2> <span class="muted">${za(e)}</span></summary>
      <dl class="facts">
        <${x} name="URL, without its query"><code><${D}>${e.url}<//></code><//>
        <${x} name="Id"><${le} text=${e.webhook_id} what="the webhook's id" /><//>
        <${x} name="Message format">${Qe[e.message_format]?.label??e.message_format}<//>
        <${x} name="Secret"><${Ya} webhook=${e} /><//>
        ${e.public_key&&a`<${x} name="Public key (ed25519)"><${le} text=${e.public_key} what="the public key" /><//>`}
        <${x} name="Attempts at once">${e.max_in_flight??"no limit of its own"}<//>
        <${x} name="Attempts a second">${e.rate_per_second??"no limit of its own"}<//>
        <${x} name="Made"><${w} at=${e.created_at} /><//>
        <${x} name="Headers">${o.length===0?"none":o.map(s=>a`<code key=${s} class="tag">${s}</code> `)}<//>
      </dl>
      <div>
        <h3>Event types <span class="muted">${e.event_types.length}</span></h3>
        <p class="tags">${e.event_types.map(s=>a`<${Qa} key=${s} name=${s} />`)}</p>
      </div>
      ${r&&a`<div><h3>Filter</h3><${Y} text=${ft(r)} what="the filter" /></div>`}
      <${pr} webhook=${e} path=${t} reload=${n} />
    </details>`}function za(e){let t=e.event_types.length;return[`${t} event ${t===1?"type":"types"}`,Qe[e.message_format]?.label??e.message_format,e.has_secret?"signed":"not signed",e.filter?"with a filter":""].filter(Boolean).join(", ")}function Qa({name:e}){return e.includes("*")?a`<code class="tag">${e}</code> `:a`<${A} to=${y(C("event-types",e))} class="tag">${e}<//> `}function Ya({webhook:e}){if(e.secrets_unreadable)return"cannot be read: the relay lacks the key that encrypted it";if(!e.has_secret)return"none: deliveries are not signed";let t=e.previous_secret_until;return a`kept, and never shown${t&&a`; the one before signs too until <${w} at=${t} />`}`}function hr({webhook:e}){let{status:t}=e;if(!t)return null;let{tone:n,label:o}=Le[t.state],r=t.state==="healthy"&&t.waiting?"warn":n;return a`<section class=${`card situation ${r}`} aria-label="How it is doing">
    <div class="situation-state"><${G} tone=${r}>${r===n?o:"Some wait"}<//></div>
    <div role="status">${Za[t.state](t,e)}</div>
    <dl class="facts">
      <div><dt>Waiting</dt><dd>${mr(t)}</dd></div>
      ${t.oldest_waiting_at&&a`<div><dt>Oldest waiting</dt><dd><${w} at=${t.oldest_waiting_at} show="ago" /></dd></div>`}
      ${t.last_failure_at&&a`<div><dt>Last failure</dt><dd><${w} at=${t.last_failure_at} show="ago" /></dd></div>`}
      <div><dt>Last success</dt><dd><${w} at=${t.last_success_at} show="ago" /></dd></div>
    </dl>
  </section>`}var Za={healthy:e=>e.waiting?a`<p>Deliveries arrive. ${$r(e)} ${Ct(e,"The next attempt is due")}</p>`:a`<p>Deliveries arrive, and nothing waits.</p>`,retrying:e=>a`<p>
      Deliveries have failed lately, and are attempted again. ${$r(e)} ${Ct(e,"The next attempt is due")}
    </p>
    <${pn} status=${e} />`,failing:e=>a`<p>
      Nothing has arrived since <${w} at=${e.failing_since} />. The relay keeps the deliveries and
      tries the receiver with one at a time. ${Ct(e,"The next try is due")}
    </p>
    <${pn} status=${e} />
    <p class="muted">Once one arrives, the others follow by themselves.</p>`,paused:e=>a`<p>
      The receiver asked for a pause until <${w} at=${e.paused_until} />.
      ${" "}The relay keeps the deliveries. ${Ct(e,"The next attempt is due")}
    </p>
    <${pn} status=${e} />`,disabled:(e,t)=>a`<p>
      Nothing is delivered, and events are not kept for it. ${t.disabled_at&&a`Disabled <${w} at=${t.disabled_at} />`}${t.disabled_reason&&a`: <${D}>${Xa(t.disabled_reason)}<//>`}.
    </p>
    <p class="todo">${ei(t)}</p>`};function pn({status:e}){if(!e.last_error)return null;let{text:t,todo:n}=ht(e.last_error);return a`<p><strong>Latest error:</strong> ${e.last_error_text??t}.</p>
    ${n&&a`<p class="todo">${n}</p>`}`}function mr(e){return e.waiting===void 0?"–":e.waiting_is_capped?`${e.waiting}+`:`${e.waiting}`}function $r(e){return e.waiting?e.waiting===1?"1 delivery waits.":`${mr(e)} deliveries wait.`:""}function Ct(e,t){return e.next_attempt_at&&a`${t} <${w} at=${e.next_attempt_at} show="ago" />.`}function Xa(e){return e==="answered 410 Gone"?"the receiver answered 410 Gone":e}function ei({disabled_reason:e=""}){return`${e.includes("410")?"If the receiver has moved, change the URL first. ":""}Enable it to deliver again; then recover what was given up meanwhile.`}function _r({parameters:e}){let t=e.webhook??"",n=`/api/${C("webhooks",t)}`,o=O(p=>T(n,{},p),[n]),r=o.data,[s,i]=_(0),l=$e(()=>i(p=>p+1),[]),u=_t(l,[1500]);return a`<nav class="crumbs" aria-label="Breadcrumb"><a href=${y("")}>Overview</a></nav>
    <${q} title=${r?.name??"Webhook"} of=${r?mt(r.url):t}>
      ${r&&a`<${zo} webhook=${r} path=${n} onSent=${u} reload=${o.reload} />`}
    <//>
    ${r?a`<${k} failure=${o.failure} retry=${o.reload} />
        <${ti} webhook=${r} path=${n} changes=${s} again=${l} reload=${o.reload} />`:a`<${N} of=${o} what="the webhook" />`}`}function ti({webhook:e,path:t,changes:n,again:o,reload:r}){let[s,i]=_(void 0),l=s?.of===e?{...e.status,...s.status}:e.status;function u(){o(),r()}return a`<p class="url"><${D}>${e.url}<//></p>
    <${hr} webhook=${{...e,status:l}} />
    <${fr} webhook=${e} path=${t} reload=${r} />
    <${sr} path=${t} onEnd=${u} />
    <${Zo} path=${t} changes=${n} />
    <${rr}
      path=${t}
      webhook=${e}
      changes=${n}
      onStatus=${p=>i({of:e,status:p})}
      onShown=${o}
    />
`}function se(e,t){return(e?.errors??[]).filter(n=>n.field===t||/^[.[]/.test(br(n.field,t))).map(n=>{let o=br(n.field,t).replace(/^\./,"");return o?`${o}: ${n.message}`:n.message}).join("; ")}function br(e,t){return e.startsWith(t)?e.slice(t.length):""}function Ee({label:e,value:t,onInput:n,hint:o,error:r,input:s={}}){return a`<${K} label=${e} hint=${o} error=${r}>
    ${i=>a`<input
      id=${i.id}
      autocomplete="off"
      spellcheck=${!1}
      aria-describedby=${i.describedBy}
      aria-invalid=${i.invalid}
      value=${t}
      ...${s}
      onInput=${l=>n(l.currentTarget.value)}
    />`}
  <//>`}function Ze({legend:e,value:t,onChange:n,choices:o,error:r}){let s=J();return a`<fieldset class="choices" aria-describedby=${r?`${s}-error`:void 0}>
    <legend>${e}</legend>
    ${o.map(i=>a`<label class="check" key=${i.value}>
        <input type="radio" name=${s} checked=${i.value===t} onChange=${()=>n(i.value)} />
        <span>${i.label}${i.hint&&a` <span class="hint">${i.hint}</span>`}</span>
      </label>`)}
    ${r&&a`<p class="error" id=${`${s}-error`}>${r}</p>`}
  </fieldset>`}var ni=`{
  "advancedFilters": [
    {"operatorType": "StringIn", "key": "data.state", "values": ["failed", "stopped"]}
  ]
}`;function vr({value:e,onInput:t,error:n,path:o,types:r,chosen:s}){return a`<${K}
      label="Filter"
      hint="Event Grid's filters as JSON: an event is sent only if all conditions match. Empty: every event of these types."
      error=${Re(e)||n}
    >
      ${i=>a`<textarea
        id=${i.id}
        class="json"
        spellcheck=${!1}
        placeholder=${ni}
        aria-describedby=${i.describedBy}
        aria-invalid=${i.invalid}
        value=${e}
        onInput=${l=>t(l.currentTarget.value)}
      ></textarea>`}
    <//>
    ${o&&a`<${oi} path=${o} filter=${e} types=${r} chosen=${s} />`}`}function Re(e){try{return Ye(e),""}catch(t){return`This is not JSON: ${t instanceof Error?t.message:t}`}}function oi({path:e,filter:t,types:n,chosen:o}){let r=n.filter(({name:m})=>o.includes(m)),[s,i]=_(""),[l,u]=_(void 0),p=(r.length>0?r:n).find(({name:m})=>m===s)??r[0]??n[0],c=l??JSON.stringify(p?.example??{},null,2),$=I(m=>L("POST",`${e}/filter/try`,{filter:Ye(t)??null,event_type:p?.name,event:JSON.parse(c)},m)),[f,d]=_(void 0);return a`<details>
    <summary>Try it with an event</summary>
    <div class="columns">
      <${K} label="Event type">
        ${m=>a`<select id=${m.id} value=${p?.name}
          onChange=${h=>{i(h.currentTarget.value),u(void 0)}}>
          ${(r.length>0?r:n).map(({name:h})=>a`<option key=${h} value=${h}>${h}</option>`)}
        </select>`}
      <//>
    </div>
    <${K} label="Its payload" error=${Re(c)}>
      ${m=>a`<textarea id=${m.id} class="json" spellcheck=${!1} value=${c}
        aria-describedby=${m.describedBy} aria-invalid=${m.invalid}
        onInput=${h=>u(h.currentTarget.value)}></textarea>`}
    <//>
    <button type="button" disabled=${$.busy||!p||!!(Re(c)||Re(t))}
      onClick=${async()=>d(await $.run())}>${$.busy?"Trying …":"Try the filter"}</button>
    <${k} failure=${$.failure} />
    <div role="status">${f&&a`<${ri} result=${f} />`}</div>
  </details>`}function ri({result:e}){let{filter_matched:t,conditions:n}=e;return a`<p><${G} tone=${t?"good":"off"}>${t?"It would be sent":"It would be left out"}<//>
      ${!e.event_type_matched&&a` <span class="muted">The webhook as it is stored does not want this type.</span>`}</p>
    <ul class="conditions">
      ${n.map(o=>a`<li key=${o.place}>
          <${G} tone=${o.matched?"good":"bad"}>${o.matched?"matches":"does not match"}<//>
          <code>${o.operator} ${o.key}</code> <span class="muted">${o.text}</span>
        </li>`)}
    </ul>`}function gr({draft:e,stored:t,change:n,error:o}){let r=J(),{headers:s,replaceHeaders:i}=e;return a`<fieldset aria-describedby=${o?`${r}-error`:void 0}>
    <legend>Headers</legend>
    ${o&&a`<p class="error" id=${`${r}-error`}>${o}</p>`}
    ${t.length>0&&a`<p>It has ${t.map(l=>a`<code key=${l} class="tag">${l}</code> `)}</p>
      <label class="check">
        <input type="checkbox" checked=${i}
          onChange=${l=>n({replaceHeaders:l.currentTarget.checked})} />
        Replace all of them: their values have to be given again
      </label>`}
    ${(i||t.length===0)&&a`<${si} headers=${s} onChange=${l=>n({headers:l,replaceHeaders:!0})} />`}
  </fieldset>`}function si({headers:e,onChange:t}){function n(o,r){t(e.map((s,i)=>i===o?{...s,...r}:s))}return a`${e.map((o,r)=>a`<div class="header-row" key=${r}>
        <input aria-label=${`Name of header ${r+1}`} placeholder="Name" autocomplete="off" spellcheck=${!1} value=${o.name}
          onInput=${s=>n(r,{name:s.currentTarget.value})} />
        <input aria-label=${`Value of header ${r+1}`} placeholder="Value" autocomplete="off" spellcheck=${!1} value=${o.value}
          onInput=${s=>n(r,{value:s.currentTarget.value})} />
        <button type="button" class="quiet" aria-label=${`Remove header ${r+1}`} onClick=${()=>t(e.filter((s,i)=>i!==r))}>✕</button>
      </div>`)}
    <button type="button" onClick=${()=>t([...e,{name:"",value:""}])}>Add a header</button>`}function yr({draft:e,webhook:t,change:n,error:o,signingError:r}){return a`<${Ze}
      legend="Secret"
      value=${e.secretChoice}
      choices=${ii(t)}
      error=${e.secretChoice==="own"?"":o}
      onChange=${s=>n({secretChoice:s})}
    />
    ${e.secretChoice==="own"&&a`<${Ee}
        label="Your secret"
        value=${e.secret}
        error=${o}
        input=${{type:"password"}}
        onInput=${s=>n({secret:s})}
      />`}
    <${Ze}
      legend="Signature"
      value=${e.signing}
      choices=${ai}
      error=${r}
      onChange=${s=>n({signing:s})}
    />`}var ai=[{value:"symmetric",label:"HMAC-SHA256 (v1)",hint:"The receiver verifies with the secret."},{value:"asymmetric",label:"ed25519 (v1a) beside it",hint:"The receiver verifies with a public key, so it needs no secret."}];function ii(e){let t=e?.has_secret?" It replaces the present one at once; to let both sign for a while, rotate it instead.":"";return[e?{value:"keep",label:e.has_secret?"Keep the present one":"None, as now"}:{value:"none",label:"None",hint:"Deliveries are not signed."},{value:"generate",label:"Make one",hint:`It is shown once, after saving.${t}`},{value:"own",label:"My own",hint:t}]}function wr({body:e,types:t,chosen:n,note:o,ready:r,onFailure:s}){let i=t.filter(({name:m})=>n.includes(m)),l=i.length>0?i:t,[u,p]=_(""),[c,$]=_(void 0),f=l.find(({name:m})=>m===u)?.name??l[0]?.name,d=I(async m=>{$(void 0),s(void 0);let h=e();try{return await L("POST","/api/webhooks/test",{...h,event_type:f},m)}catch(g){throw g instanceof z&&s(g),g}});return a`<section class="card" aria-labelledby="trial-title">
    <h2 id="trial-title">Try it <span class="muted">one POST with the example of a type; nothing is stored</span></h2>
    ${o&&a`<p class="muted">${o}</p>`}
    <div class="columns">
      <${K} label="Example of">
        ${m=>a`<select id=${m.id} value=${f}
          onChange=${h=>p(h.currentTarget.value)}>
          ${l.map(({name:h})=>a`<option key=${h} value=${h}>${h}</option>`)}
        </select>`}
      <//>
    </div>
    <button type="button" disabled=${d.busy||!r} onClick=${async()=>$(await d.run())}>${d.busy?"Trying …":"Try it"}</button>
    <${k} failure=${d.failure} />
    <div role="status">${c&&a`<${li} tried=${c} />`}</div>
  </section>`}function li({tried:{attempt:e,request:t}}){let{text:n,todo:o}=ne(e),r=e.status!==void 0&&e.status>=200&&e.status<300;return a`<p class="spaced">
      <${G} tone=${r?"good":"bad"}>${r?"It works":"It failed"}<//>
      <strong>${e.error_text??n}</strong>
      <span class="muted">in ${X(e.duration_ms)}</span>
    </p>
    ${o&&a`<p class="todo">${o}</p>`}
    ${e.answer&&a`<p class="muted">Start of the answer</p><${Y} text=${e.answer} what="the answer" />`}
    <details>
      <summary>What was sent</summary>
      <${Zt} sent=${t} file="request.txt" />
    </details>`}function kr({types:e,chosen:t,onChange:n,error:o}){let[r,s]=_(""),i=J(),l=e.data??[],u=r.toLowerCase(),p=l.filter(({name:$,description:f})=>`${$} ${f}`.toLowerCase().includes(u));function c($,f){let d=t.filter(m=>!$.includes(m));n(f?[...d,...$]:d)}return a`<fieldset class="types-field" aria-describedby=${o?`${i}-error`:void 0}>
    <legend>Event types</legend>
    ${o&&a`<p class="error" id=${`${i}-error`}>${o}</p>`}
    <${ci} chosen=${t} onRemove=${$=>c([$],!1)} />
    <div class="columns">
      <div class="field">
        <label for=${`${i}-search`}>Search</label>
        <input id=${`${i}-search`} type="search" autocomplete="off" value=${r}
          aria-invalid=${!!o}
          onKeyDown=${$=>$.key==="Enter"&&$.preventDefault()}
          onInput=${$=>s($.currentTarget.value)} />
      </div>
      <${ui} onAdd=${$=>c([$],!0)} />
    </div>
    <div class="types-list" tabindex="0" role="group" aria-label="Event types to choose from">
      <${N} of=${e} what="the event types" />
      ${e.data&&p.length===0&&a`<p class="muted">No event type fits this search.</p>`}
      ${[...pi(p)].map(([$,f])=>a`<${di} key=${$} name=${$} members=${f} chosen=${t} set=${c} />`)}
    </div>
  </fieldset>`}function ci({chosen:e,onRemove:t}){return e.length===0?a`<p class="muted" role="status">None chosen yet.</p>`:a`<p class="hidden" role="status">${e.length} chosen</p>
    <ul class="tags chosen" aria-label="Chosen event types">
      ${e.map(n=>a`<li key=${n} class="tag"><code>${n}</code>
          <button type="button" class="quiet" aria-label=${`Remove ${n}`} onClick=${()=>t(n)}>✕</button>
        </li>`)}
    </ul>`}function ui({onAdd:e}){let[t,n]=_(""),o=J();function r(){t.trim()&&e(t.trim()),n("")}return a`<div class="field">
    <label for=${o}>Pattern</label>
    <div class="with-button">
      <input id=${o} autocomplete="off" spellcheck=${!1} placeholder="order.* or *" value=${t}
        onKeyDown=${s=>{s.key==="Enter"&&(s.preventDefault(),r())}}
        onInput=${s=>n(s.currentTarget.value)} />
      <button type="button" disabled=${!t.trim()} onClick=${r}>Add</button>
    </div>
  </div>`}function di({name:e,members:t,chosen:n,set:o}){let r=t.map(l=>l.name),s=r.every(l=>n.includes(l)),i=J();return a`<div class="types-group" role="group" aria-labelledby=${i}>
    <div class="section-head">
      <h3 id=${i}>${e}</h3>
      <button type="button" class="quiet" aria-label=${`${s?"None":"All"} of ${e}`} onClick=${()=>o(r,!s)}>${s?"None":"All"}</button>
    </div>
    ${t.map(l=>a`<label class="check" key=${l.name} title=${l.description}>
        <input type="checkbox" checked=${n.includes(l.name)}
          onChange=${u=>o([l.name],u.currentTarget.checked)} />
        ${l.name}
      </label>`)}
  </div>`}function pi(e){let t=new Map;for(let n of e){let o=fi(n.name);t.set(o,[...t.get(o)??[],n])}return t}function fi(e){return e===e.toUpperCase()?"Singularity":e.split(/[_.]/)[0]??e}function xr({webhook:e,path:t,save:n,onSaved:o,cancelTo:r}){let[s]=_(()=>e?ir(e):ar),[i,l]=_(s),[u,p]=_(void 0),c=O(b=>T("/api/event-types",{},b),[]),$=I(b=>n(i,s,b)),f=U(null),d=$.failure??u,m=JSON.stringify(i)!==JSON.stringify(s);hi(m&&!$.busy),mi(f,d);let h=b=>l(v=>({...v,...b}));async function g(b){if(b.preventDefault(),Re(i.filter))return f.current?.querySelector("textarea")?.focus();p(void 0);let v=await $.run();v&&o(v)}return a`<form class="form" ref=${f} onSubmit=${g} novalidate>
    <${k} failure=${$.failure} />
    <div class="form-columns"><div>
    <section class="card" aria-labelledby="where-title">
      <h2 id="where-title">Where to</h2>
      <${Ee} label="Name" value=${i.name} error=${se(d,"name")} onInput=${b=>h({name:b})} />
      <${Ee} label="URL" value=${i.url} error=${se(d,"url")} input=${{type:"url"}}
        hint=${e?"Shown without its query. Left as it is, it stays whole; changed, it replaces all of it.":"The relay posts every event to it."}
        onInput=${b=>h({url:b})} />
    </section>
    <section class="card" aria-label="What it gets">
      <${kr} types=${c} chosen=${i.types} error=${se(d,"event_types")} onChange=${b=>h({types:b})} />
      <${vr} value=${i.filter} error=${se(d,"filter")} path=${t} types=${c.data??[]} chosen=${i.types}
        onInput=${b=>h({filter:b})} />
    </section>
    <section class="card" aria-label="How it is sent">
      <${Ze} legend="Message format" value=${i.format} error=${se(d,"message_format")}
        choices=${Object.entries(Qe).map(([b,v])=>({value:b,...v}))}
        onChange=${b=>h({format:b})} />
      <${yr} draft=${i} webhook=${e} change=${h} error=${se(d,"secret_token")} signingError=${se(d,"signing")} />
      <${gr} draft=${i} stored=${e?.headers??[]} change=${h} error=${se(d,"headers")} />
    </section>
    <section class="card" aria-label="Limits">
      <div class="columns">
        <${Ee} label="Attempts at once" hint="Per instance, up to 1,000; empty: no limit of its own" value=${i.inFlight} error=${se(d,"max_in_flight")}
          input=${{inputmode:"numeric"}} onInput=${b=>h({inFlight:b})} />
        <${Ee} label="Attempts a second" hint="Per instance, up to 10,000; empty: no limit of its own" value=${i.rate} error=${se(d,"rate_per_second")}
          input=${{inputmode:"decimal"}} onInput=${b=>h({rate:b})} />
      </div>
    </section>
    </div>
    <${wr} body=${()=>$i(i)} ready=${!Re(i.filter)} types=${c.data??[]} chosen=${i.types} onFailure=${p}
      note=${e?"With what the form shows: without the query of a URL, secrets and header values that are stored already.":""} />
    </div>
    <div class="form-end actions">
      <button type="submit" class="primary" disabled=${$.busy}>${$.busy?"Saving …":e?"Save":"Make the webhook"}</button>
      <a class="button" href=${r}>Cancel</a>
    </div>
  </form>`}function $i(e){let{headers:t,replaceHeaders:n,secretChoice:o}=e;return St({...e,headers:n?t:[],secretChoice:o==="keep"?"none":o})}function hi(e){S(()=>{if(!e)return;let t=n=>n.preventDefault();return addEventListener("beforeunload",t),()=>removeEventListener("beforeunload",t)},[e])}function mi(e,t){S(()=>{let n=t&&e.current?.querySelector('[aria-invalid="true"]');n instanceof HTMLElement&&n.focus()},[t])}function Sr(){return a`<nav class="crumbs" aria-label="Breadcrumb"><a href=${y("")}>Overview</a></nav>
    <${q} title="New webhook" />
    <${Cr}
      done="The webhook is made."
      cancelTo=${y("")}
      save=${(e,t,n)=>L("POST","/api/webhooks",St(e),n)}
    />`}function Tr({parameters:e}){let t=e.webhook??"",n=`/api/${C("webhooks",t)}`,o=O(i=>T(n,{},i),[n]),r=o.data,s=y(C("webhooks",t));return a`<nav class="crumbs" aria-label="Breadcrumb">
      <a href=${y("")}>Overview</a>
      <a href=${s}><${D}>${r?.name??t}<//></a>
    </nav>
    <${q} title="Edit the webhook" of=${r?.name??t} />
    ${r?a`<${Cr}
          webhook=${r}
          path=${n}
          done="The webhook is changed."
          cancelTo=${s}
          save=${(i,l,u)=>L("PATCH",n,lr(i,l),u)}
        />`:a`<${N} of=${o} what="the webhook" />`}`}function Cr({done:e,...t}){let[n,o]=_(void 0);function r(s){j(e),xe(y(C("webhooks",s.webhook_id)))}return n?.secret_token?a`<p>${e}</p><${Tt} secret=${n.secret_token} onClose=${()=>r(n)} />`:a`<${xr} ...${t} onSaved=${s=>s.secret_token?o(s):r(s)} />`}var fn=[{pattern:"",view:Ho,part:""},{pattern:"failures",view:Oo,part:"failures"},{pattern:"events",view:To,part:"events"},{pattern:"events/:event",view:Co,part:"events"},{pattern:"webhooks/new",view:Sr,part:""},{pattern:"webhooks/:webhook/edit",view:Tr,part:""},{pattern:"webhooks/:webhook",view:_r,part:""},{pattern:"webhooks/:webhook/deliveries/:event",view:_o,part:""},{pattern:"event-types",view:wo,part:"event-types"},{pattern:"event-types/:name",view:xo,part:"event-types"}],Or=[{path:"",label:"Overview"},{path:"failures",label:"Failures"},{path:"events",label:"Events"},{path:"event-types",label:"Event types"}];var Er=6e4,Rr="relay-shortcuts";function Dr({part:e,children:t}){let n=M(Ot),o=M(Be);return vi(),a`
    <a class="skip" href="#main" onClick=${_i}>Skip to the content</a>
    <${yi} />
    <header class="top">
      <a class="brand" href=${y("")}><${bi} /> <span>Webhook Relay</span></a>
      <nav aria-label="Views">
        ${Or.map(r=>a`<a key=${r.path} href=${y(r.path)} aria-current=${r.path===e?"page":void 0}>${r.label}</a>`)}
      </nav>
      <div class="top-end"><${gi} /></div>
    </header>
    <main id="main" tabindex="-1">${t}</main>
    <footer>
      <${lo} />
      <${wi} />
      <button type="button" class="quiet" onClick=${()=>Ot.set(!0)}>Keyboard help</button>
    </footer>
    ${o.wanted&&a`<${ki} refused=${o.refused} />`}
    ${n&&a`<${Ti} />`}
    <${ro} />
  `}var Ot=new B(!1);function _i(e){e.preventDefault(),document.getElementById("main")?.focus()}function bi(){return a`<svg class="mark" viewBox="0 0 32 32" width="24" height="24" aria-hidden="true">
    <rect width="32" height="32" rx="8" />
    <path d="M7 16h6m0 0 7-7h5M13 16h12m-12 0 7 7h5" />
    <circle cx="7" cy="16" r="2.6" />
  </svg>`}function vi(){S(()=>{let e=new AbortController;function t(){let o=yt.value,r=o&&Date.now()-o.at<Er;document.hidden||r||Q.value.path===""||Po(e.signal).catch(()=>{})}t();let n=setInterval(t,Er/4);return()=>{e.abort(),clearInterval(n)}},[])}function gi(){let e=M(yt);if(!e)return null;let{tone:t,text:n,detail:o}=wt(e.health);return a`<a class="relay" href=${y("")} title=${o}><${G} tone=${t}>${n}<//></a>`}function yi(){let e=M(De),[t,n]=_(0),o=e.length>0?Math.min(...e):0;return S(()=>{if(n(0),!o)return;let r=setInterval(()=>n(performance.now()-o),250);return()=>clearInterval(r)},[o]),a`<div class=${`progress ${t>300?"busy":""}`}></div>
    <p class="slow" role="status">
      ${t>4e3?`The relay has not answered for ${Math.floor(t/1e3)} seconds …`:""}
    </p>`}function wi(){return M(qe)?a`<button
    type="button"
    class="quiet"
    onClick=${()=>{zn(),j("The key is forgotten.")}}
  >Forget the key</button>`:a`<button type="button" class="quiet" onClick=${ct}>Enter a key</button>`}function ki({refused:e}){let[t,n]=_(""),[o,r]=_(!1);function s(i){i.preventDefault(),t.trim()&&Gn(t,o)}return a`<${V} title="Key" onClose=${jt}>
    <form onSubmit=${s}>
      <p>
        The relay asks for a function key. A host key opens everything that this page does.
        It is sent as a header, and kept in memory only, unless you tick the box.
      </p>
      <${K} label="Key" error=${e?"The relay refuses the key that was given.":""}>
        ${i=>a`<input
          id=${i.id}
          type="password"
          autocomplete="off"
          spellcheck=${!1}
          aria-describedby=${i.describedBy}
          aria-invalid=${i.invalid}
          autofocus
          value=${t}
          onInput=${l=>n(l.currentTarget.value)}
        />`}
      <//>
      <label class="check">
        <input
          type="checkbox"
          checked=${o}
          onChange=${i=>r(i.currentTarget.checked)}
        />
        Keep it until this tab is closed
      </label>
      <div class="actions">
        <button type="submit" class="primary" disabled=${!t.trim()}>Use this key</button>
        <button type="button" onClick=${jt}>Go on without</button>
      </div>
    </form>
  <//>`}var xi=[{keys:"/",does:"move to the search field"},{keys:"g o",does:"overview"},{keys:"g f",does:"failures"},{keys:"g e",does:"events"},{keys:"g t",does:"event types"},{keys:"u",does:"times in UTC or in your zone"},{keys:"?",does:"this help"}],Si={o:"",f:"failures",e:"events",t:"event-types"};function Ti(){let e=M(hn);return a`<${V} title="Keyboard" onClose=${()=>Ot.set(!1)}>
    <dl class="keys">
      ${xi.map(({keys:t,does:n})=>a`<div key=${t}>
          <dt>${t.split(" ").map(o=>a`<kbd key=${o}>${o}</kbd> `)}</dt><dd>${n}</dd>
        </div>`)}
    </dl>
    <p class="muted">Everything can be reached with Tab; Enter opens, Escape closes.</p>
    <label class="check">
      <input type="checkbox" checked=${e} onChange=${()=>Oi(!e)} />
      Keys of one letter work outside of fields
    </label>
  <//>`}var hn=new B(Ci());function Ci(){try{return localStorage.getItem(Rr)!=="off"}catch{return!0}}function Oi(e){hn.set(e);try{localStorage.setItem(Rr,e?"on":"off")}catch{}}var Ei={"/":Fi,"?":()=>Ot.set(!0),u:()=>ce.set(!ce.value)},$n=!1;document.addEventListener("keydown",e=>{if(!Ri(e))return;let t=$n?Si[e.key]:void 0;$n=e.key==="g"&&!$n;let n=t===void 0?Ei[e.key]:()=>xe(y(t));n&&(e.preventDefault(),n())});function Ri(e){return e.ctrlKey||e.metaKey||e.altKey||!hn.value?!1:!Di(e.target)&&!document.querySelector("dialog[open]")}function Di(e){return e instanceof Element&&e.matches("input, textarea, select, [contenteditable]")}function Fi(){let e=document.querySelector("[data-search]");e instanceof HTMLInputElement&&(e.focus(),e.select())}for(let e of fn)Jt.add(e.pattern);function Li(e){for(let t of fn){let n=pt(t.pattern,e);if(n)return{route:t,parameters:n}}return null}function Ni(){let{path:e}=M(Q),t=Li(e);return a`<${Dr} part=${t?.route.part}>
    <${Ii} key=${e}>
      ${t?a`<${t.route.view} parameters=${t.parameters} />`:a`<${Mi} />`}
    <//>
  <//>`}function Ii({children:e}){let[t]=qn(n=>reportError(n));return t?a`<${q} title="This view failed" />
      <div class="trouble" role="alert"><p>${String(t)}</p><p>Load the page again. If it stays so, please report it.</p></div>`:e}function Mi(){return a`<${q} title="No such page" />
    <${Z} title="This address leads nowhere."><p><a href=${y("")}>To the overview</a></p><//>`}var mn=document.getElementById("app");mn&&(mn.textContent="",Un(a`<${Ni} />`,mn));
