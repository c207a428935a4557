/* Made of main.js and what it imports by `python -m tools.ui build`, which checks it too.
   Licences of what is in it: vendor/LICENSE.txt. */
var An=function(e,t,n,o){var r;t[0]=0;for(var s=1;s<t.length;s++){var i=t[s++],l=t[s]?(t[0]|=i?1:2,n[t[s++]]):t[++s];i===3?o[0]=l:i===4?o[1]=Object.assign(o[1]||{},l):i===5?(o[1]=o[1]||{})[t[++s]]=l:i===6?o[1][t[++s]]+=l+"":i?(r=e.apply(l,An(e,l,n,["",null])),o.push(r),l[0]?t[0]|=2:(t[s-2]=0,t[s]=r)):o.push(l)}return o},Sn=new Map;function Ar(e){var t=Sn.get(this);return t||(t=new Map,Sn.set(this,t)),(t=An(this,t.get(e)||(t.set(e,t=(function(n){for(var o,r,s=1,i="",l="",u=[0],p=function(f){s===1&&(f||(i=i.replace(/^\s*\n\s*|\s*\n\s*$/g,"")))?u.push(0,f,i):s===3&&(f||i)?(u.push(3,f,i),s=2):s===2&&i==="..."&&f?u.push(4,f,0):s===2&&i&&!f?u.push(5,0,!0,i):s>=5&&((i||!f&&s===5)&&(u.push(s,0,i,r),s=6),f&&(u.push(s,f,0,r),s=6)),i=""},c=0;c<n.length;c++){c&&(s===1&&p(),p(c));for(var $=0;$<n[c].length;$++)o=n[c][$],s===1?o==="<"?(p(),u=[u],s=3):i+=o:s===4?i==="--"&&o===">"?(s=1,i=""):i=o+i[0]:l?o===l?l="":i+=o:o==='"'||o==="'"?l=o:o===">"?(p(),s=1):s&&(o==="="?(s=5,r=i,i=""):o==="/"&&(s<5||n[c][$+1]===">")?(p(),s===3&&(u=u[0]),s=u,(u=u[0]).push(2,0,s),s=0):o===" "||o==="	"||o===`
`||o==="\r"?(p(),s=2):i+=o),s===3&&i==="!--"&&(s=4,u=u[0])}return p(),u})(e)),t),arguments,[])).length>1?t:t[0]}var I,Pn,Pr,$e,Lt,at,Hn,ot,Wn,Wt,Mt,Hr,Ue=Symbol.for("pv"),it={},lt=[],Wr=/^m(i|n|o|s|text|space)$/,Ut=Array.isArray,Bt=lt.slice,we=Object.assign;function ye(e){e&&e.parentNode&&e.remove()}function Ur(e,t,n){var o,r,s,i={},l=arguments.length;for(s in t)s=="key"?o=t[s]:s=="ref"&&typeof e!="function"?r=t[s]:i[s]=t[s];return l>2&&(i.children=l>3?Bt.call(arguments,2):n),Pe(e,i,o,r,null)}function Pe(e,t,n,o,r){var s={type:e,props:t,key:n,ref:o,__k:null,__:null,__b:0,__e:null,__c:null,constructor:Ue,__v:r||++Pn,__i:-1,__u:0};return!r&&I.vnode&&I.vnode(s),s}function ct(e){return e.children}function rt(e,t){this.props=e,this.context=t,this.__g=0}function he(e,t){if(t==null)return e.__&&he(e.__,e.__i+1);for(var n;t<e.__k.length;t++)if((n=e.__k[t])&&n.__e)return n.__e;return typeof e.type!="function"||e.props.__P?null:he(e)}function Br(e){var t,n=e.__v,o=n.__e,r=[],s=[],i=e.__P;i&&((t=we({constructor:Ue},n)).__v=n.__v+1,I.vnode&&I.vnode(t),qt(i,t,n,e.__n,i.namespaceURI,32&n.__u?[o]:null,r,o||he(n),32&n.__u,s),t.__v=n.__v,t.__.__k[t.__i]=t,jn(r,t,s),n.__=n.__e=null,t.__e!=o&&Un(t))}function Un(e){if((e=e.__)&&e.__c&&!e.props.__P)return e.__e=null,e.__k.some(function(t){return t&&(e.__e=t.__e)}),Un(e)}function Tn(e){(8&e.__g||(e.__g|=8,$e.push(e),at++))&&Lt==I.debounceRendering||((Lt=I.debounceRendering)||queueMicrotask)(Bn)}function Bn(){try{for(var e,t=1;$e.length;)$e.length>t&&$e.sort(Hn),e=$e.shift(),t=$e.length,8&e.__g&&Br(e)}finally{(at=$e.length)&&(Lt||queueMicrotask)(Bn)}}function qn(e,t,n,o,r,s,i,l,u,p,c){var $,f,d,m,h,b,v=o.__k||lt,g=t.length;for(u=qr(n,t,v,u,g),$=0;$<g;$++)(d=n.__k[$])!=null&&(f=~d.__i&&v[d.__i]||it,d.__i=$,b=qt(e,d,f,r,s,i,l,u,p,c),m=d.__e,(f.ref!=d.ref||8&f.__u)&&(f.ref&&Kt(f.ref,null,d,f),d.ref&&c.push(d.ref,d.__c||m,d)),h=h||m,4&d.__u?(u=Kn(d,u,e,!f.__v),f.__e&&(f.__e=null)):typeof d.type=="function"&&b!==void 0?u=b:m&&(u=m.nextSibling),d.__u&=-21);return n.__e=h,u}function qr(e,t,n,o,r){var s,i,l,u,p,c,$,f,d,m=n.length,h=m,b=0,v=0,g=e.__k=Array(r);for(s=0;s<r;s++)(i=t[s])!=null&&typeof i!="boolean"&&typeof i!="function"?(typeof i!="object"||i.constructor===String?i=g[s]=Pe(null,i):Ut(i)?i=g[s]=Pe(ct,{children:i}):i.constructor===Ue&&i.__b?i=g[s]=Pe(i.type,i.props,i.key,i.ref,i.__v):g[s]=i,u=s+b,i.__=e,i.__b=e.__b+1,l=null,~(p=i.__i=Kr(i,n,u,h))&&(h--,(l=n[p])&&(l.__u|=2)),l&&l.__v?(i.__u|=16,p==u-1?b--:p==u+1?b++:p!=u&&(p>u?b--:b++,v=1)):(~p||(r>m?b--:r<m&&b++),typeof i.type!="function"&&(i.__u|=4))):g[s]=null;if(v){for(c=[],$=[],s=0;s<r;s++)if((i=g[s])&&16&i.__u){for(b=0,f=c.length;b<f;)c[d=b+f>>1]<i.__i?b=d+1:f=d;c[b]=i.__i,$[s]=b+1}for(b=c.length;s--;)$[s]&&($[s]==b?b--:g[s].__u|=4)}if(h)for(s=0;s<m;s++)!(l=n[s])||2&l.__u||(l.__e==o&&(o=he(l)),Vt(l,l));return o}function Kn(e,t,n,o){var r,s,i,l;if(typeof e.type=="function"){if(e.props.__P)return t;if(r=e.__k)for(s=0;s<r.length;s++)r[s]&&(r[s].__=e,t=Kn(r[s],t,n,!1));return t}for(t&&!t.parentNode&&(t=he(e))&&!t.parentNode&&(t=null),i=e.__e,l=t;l&&l.nodeType==8;)l=l.nextSibling;for(i!=l&&(!o&&n.moveBefore&&i.parentNode?n.moveBefore(i,t):n.insertBefore(i,t||null)),t=i;(t=t&&t.nextSibling)&&t.nodeType==8&&!t.data.startsWith("$s"););return t}function Kr(e,t,n,o){var r,s=e.key,i=e.type,l=t[n],u=l&&!(2&l.__u);if(l===null&&s==null||u&&s==l.key&&i==l.type)return n;if(o>(u?1:0)){for(r=n-1;r>=0;r--)if((l=t[r])&&!(2&l.__u)&&s==l.key&&i==l.type)return r;for(r=n+1;r<t.length;r++)if((l=t[r])&&!(2&l.__u)&&s==l.key&&i==l.type)return r}return-1}function Cn(e,t,n){n==null&&(n=""),t[0]=="-"?e.setProperty(t,n):e[t]=n}function nt(e,t,n,o,r){var s,i;if(t=="style")if(typeof n=="string")e.style.cssText=n;else{if(typeof o=="string"&&(e.style.cssText=o=""),o)for(t in o)n&&t in n||Cn(e.style,t);if(n)for(t in n)o&&n[t]==o[t]||Cn(e.style,t,n[t])}else if(t[0]=="o"&&t[1]=="n")typeof n!="function"&&(n=null),typeof o!="function"&&(o=null),(e.__e||(e.__e={}))[t]=n,n&&o||(i=Mt[t]||(Mt[t]=Vr(t)),(e.__a||(e.__a={}))[t]=Wt,s=t!=(t=t.replace(Wn,"$1")),(t=t.slice(2))[0]<"a"&&(t=t.toLowerCase()),n?e.addEventListener(t,i,s):e.removeEventListener(t,i,s));else{if(r=="http://www.w3.org/2000/svg")t=t.replace(/xlink(H|:h)/,"h").replace(/sName$/,"s");else if(t!="width"&&t!="height"&&t!="href"&&t!="list"&&t!="form"&&t!="tabIndex"&&t!="download"&&t!="rowSpan"&&t!="colSpan"&&t!="role"&&t!="popover"&&t in e)try{return void(e[t]=n??"")}catch{}if(typeof n=="function")return;n==null||n===!1&&t[4]!="-"?e.removeAttribute(t):e.setAttribute(t,t=="popover"&&n==1?"":n)}}function Vr(e){return function(t){var n=this.__e;if(n){if(n=n[e],t[ot]==null)t[ot]=Wt++;else if(t[ot]<this.__a[e])return;return n(I.event?I.event(t):t)}}}function qt(e,t,n,o,r,s,i,l,u,p){var c,$,f,d,m,h,b,v,g,R,P,Nt,kn,tt,ve,xn,fe,ge,ce=t.type;if(t.constructor!==Ue)return null;128&n.__u&&(u=32&n.__u,c=n.__c.__z)&&(t.__u|=u,$=s=[],c.nodeType==8?l=st(c,s):s.push(c),l=s[0]||l),(c=I.__b)&&c(t);e:if(typeof ce=="function"){f=i.length;try{if(v=t.props,g=(c=ce.prototype)&&c.render,R=(c=ce.contextType)&&o[c.__c],P=c?R?R.props.value:c.__:o,(d=n.__c)?(t.__c=d,2&d.__g&&(d.__g|=1)):(g?t.__c=d=new ce(v,P):(t.__c=d=new rt(v,P),d.constructor=ce,d.render=Gr),R&&R.sub(d),d.state||(d.state={}),d.__n=o,d.__g|=8,d.__h=[],d.__k=[]),g&&(d.__s||(d.__s=d.state),ce.getDerivedStateFromProps&&(d.__s==d.state&&(d.__s=we({},d.__s)),we(d.__s,ce.getDerivedStateFromProps(v,d.__s)))),m=d.props,h=d.state,d.__v=t,n.__c){if(v!==m&&g&&!ce.getDerivedStateFromProps&&d.componentWillReceiveProps&&d.componentWillReceiveProps(v,P),t.__v==n.__v&&!(8&d.__g)||!(4&d.__g)&&d.shouldComponentUpdate&&d.shouldComponentUpdate(v,d.__s,P)===!1){t.__v!=n.__v&&(d.props=v,d.state=d.__s,d.__g&=-9),t.__e=n.__e,t.__k=n.__k,t.__k.some(function(ne){ne&&(ne.__=t)}),lt.push.apply(d.__h,d.__k),d.__k=[],d.__h.length&&i.push(d),l=he(n);break e}d.componentWillUpdate&&d.componentWillUpdate(v,d.__s,P),g&&d.componentDidUpdate&&d.__h.push(function(){d.componentDidUpdate(m,h,b)})}else g&&!ce.getDerivedStateFromProps&&d.componentWillMount&&d.componentWillMount(),g&&d.componentDidMount&&d.__h.push(d.componentDidMount);d.context=P,d.props=v,d.__P=e,d.__g&=-5,Nt=I.__r,kn=g?25:0;do d.__g&=-9,Nt&&Nt(t),c=d.render(d.props,d.state=d.__s,d.context);while(8&d.__g&&++kn<25);g&&(lt.push.apply(d.__h,d.__k),d.__k=[]),d.state=d.__s,d.getChildContext&&(o=we({},o,d.getChildContext())),g&&n.__c&&d.getSnapshotBeforeUpdate&&(b=d.getSnapshotBeforeUpdate(m,h)),tt=c&&c.type===ct&&c.key==null?c.props.children:c,v.__P&&(c=l,r=(e=v.__P).namespaceURI,u=s=null,n.props&&n.props.__P!=e&&(n.__k.some(function(ne){ne&&Vt(ne,ne)}),n.__k=null),l=n.__k?he(n,0):null),l=qn(e,Ut(tt)?tt:[tt],t,n,o,r,s,i,l,u,p),v.__P&&(t.__e=null,l=c),t.__u&=-161,$&&$.some(ye),d.__h.length&&i.push(d),1&d.__g&&(d.__g&=-4)}catch(ne){if(i.length=f,t.__v=null,u||s)if(ne&&ne.then){if(t.__u|=128|u,s){for(~(fe=s.indexOf(l||void 0))||(fe=s.length);(ge=s[fe-1])&&ge.nodeType==8;)fe--;for(;fe<s.length;fe++)if(ge=s[fe])if(s[fe]=null,ve){if(ge==xn)break}else{if(ge.nodeType!=8)break;ge.data.startsWith("$s")&&(xn=st(ve=ge))}}if(!ve){for(;l&&l.nodeType==8&&l.nextSibling;)l=l.nextSibling;ve=l}(c=st(ve=t.__c.__z||(t.__c.__z=ve)))?(t.__e=ve,l=c):t.__e=l,l=l&&l.nextSibling}else s&&s.some(ye);else t.__e=n.__e;t.__k||(t.__k=n.__k||[]),ne&&ne.then||Vn(t),I.__e(ne,t,n)}}else l=t.__e=jr(n.__e,t,n,o,r,s,i,u,p,e);return(c=I.diffed)&&c(t),l}function st(e,t){if(e&&e.nodeType==8&&e.data.startsWith("$s"))for(var n=1;e=e.nextSibling;){if(e.nodeType==8){if(e.data.startsWith("$s"))n++;else if(e.data.startsWith("/$s")&&!--n)return e}t&&t.push(e)}}function Vn(e){e&&(e.__c&&(e.__c.__g|=4),e.__k&&e.__k.some(Vn))}function jn(e,t,n){for(var o=0;o<n.length;)Kt(n[o++],n[o++],n[o++]);I.__c&&I.__c(t,e),e.some(function(r){try{e=r.__h,r.__h=[],e.some(function(s){s.call(r)})}catch(s){I.__e(s,r.__v)}})}function jr(e,t,n,o,r,s,i,l,u,p){var c,$,f,d,m,h,b,v,g=n.props||it,R=t.props,P=t.type;if(P=="svg"?r="http://www.w3.org/2000/svg":P=="math"?r="http://www.w3.org/1998/Math/MathML":r||(r="http://www.w3.org/1999/xhtml"),s){for(c=0;c<s.length;c++)if((m=s[c])&&(P?m.localName==P:m.nodeType==3)){e=m,s[c]=null;break}}if(!e){if(v=p.ownerDocument||document,!P)return v.createTextNode(R);e=v.createElementNS(r,P,R.is?R:p),l&&(I.__m&&I.__m(t,s),l=!1),s=null}if(P){if(p=P=="template"&&e.content||e,s=P=="textarea"&&R.defaultValue!=null?null:s&&Bt.call(p.childNodes),!l&&s)for(g={},c=0;c<e.attributes.length;c++)g[(m=e.attributes[c]).name]=m.value;for(c in g)m=g[c],c=="dangerouslySetInnerHTML"?f=m:c=="children"||c in R||c=="value"&&"defaultValue"in R||c=="checked"&&"defaultChecked"in R||nt(e,c,null,m,r);for(c in R)m=R[c],c=="children"?d=m:c=="dangerouslySetInnerHTML"?$=m:c=="value"?h=m:c=="checked"?b=m:l&&typeof m!="function"||g[c]===m||nt(e,c,m,g[c],r);$?(l||f&&($.__html==f.__html||$.__html==e.innerHTML)||(e.innerHTML=$.__html),t.__k=[]):(f&&(e.textContent=""),(P=="foreignObject"||r=="http://www.w3.org/1998/Math/MathML"&&Wr.test(P))&&(r="http://www.w3.org/1999/xhtml"),qn(p,Ut(d)?d:[d],t,n,o,r,s,i,s?s[0]:n.__k&&he(n,0),l,u),s&&s.some(ye)),l&&P!="textarea"||(c="value",P=="progress"&&h==null?e.removeAttribute(c):h==null||h===e[c]&&(P!="progress"||h)||nt(e,c,h,g[c],r),c="checked",b!=null&&b!=e[c]&&nt(e,c,b,g[c],r))}else g===R||l&&e.data==R||(e.data=R);return e}function Kt(e,t,n,o){try{typeof e=="function"?t?t.__x=e(t)||1:o&&(o=o.__c||o.__e)&&(t=o.__x)&&(o.__x=null,typeof t=="function"?t():e(null)):e.current=t}catch(r){I.__e(r,n)}}function Vt(e,t,n){var o,r,s,i;if(I.unmount&&I.unmount(e),!(o=e.ref)||o.current&&o.current!=e.__e||Kt(o,null,t,e),o=e.__c){if(o.componentWillUnmount)try{o.componentWillUnmount()}catch(l){I.__e(l,t)}o.__P=o.__n=null}if(o=e.__k)for(i=0;i<o.length;i++)o[i]&&Vt(o[i],t,typeof e.type!="function"||n&&!e.props.__P);!n&&(o=e.__c)&&(o=o.__z)&&(r=st(o,s=[]))&&(o==e.__e&&s.some(ye),ye(r),ye(o)),n||ye(e.__e),e.__e=e.__c=e.__=null}function Gr(e,t,n){return this.constructor(e,n)}function Gn(e,t){var n,o,r,s;I.__&&I.__(e,t),t.nodeType==9&&(t=t.documentElement),o=(n=e&&32&e.__u)?null:t.__k,t.__k=Pe(ct,{children:[e]}),r=[],s=[],qt(t,t.__k,o||it,it,t.namespaceURI,o?null:t.firstChild?Bt.call(t.childNodes):null,r,o?o.__e:t.firstChild,n,s),jn(r,t.__k,s),t.__k.props.children=null}I={__e:function(e,t,n,o){for(var r,s,i;t=t.__;)if((r=t.__c)&&!(1&r.__g)){r.__g|=4;try{if((i=(s=r.constructor)&&s.getDerivedStateFromError)&&r.setState(s.getDerivedStateFromError(e)),r.componentDidCatch&&(r.componentDidCatch(e,o||{}),i=1),i&&8&r.__g)return void(r.__g|=2)}catch(l){e=l}}throw at=0,e}},Pn=0,Pr=function(e){return e!=null&&e.constructor===Ue},rt.prototype.setState=function(e,t){var n=this.__s;n&&n!=this.state||(n=this.__s=we({},this.state)),typeof e=="function"&&(e=e(we({},n),this.props)),e&&(we(n,e),this.__v&&(t&&this.__k.push(t),Tn(this)))},rt.prototype.forceUpdate=function(e){this.__v&&(this.__g|=4,e&&this.__h.push(e),Tn(this))},rt.prototype.render=ct,$e=[],at=0,Hn=function(e,t){return e.__v.__b-t.__v.__b},ot=Symbol(),Wn=/(PointerCapture)$|Capture$/i,Wt=0,Mt={},Hr=0;var ke,H,It,On,At=Object.is,We=0,Jn=[],Pt=[],q=I,En=q.__b,Dn=q.__r,Rn=q.diffed,Fn=q.__c,Nn=q.unmount,In=q.__;function Be(e,t){q.__h&&q.__h(H,e,We||t),We=0;var n=H.__H||(H.__H={__:[],__h:[]});return e>=n.__.length&&n.__.push({}),n.__[e]}function _(e){return We=1,Jr(Yn,e)}function Jr(e,t,n){var o=Be(ke++,2);if(o.t=e,!o.__c&&(o.__=[n?n(t):Yn(void 0,t),function(s){var i=(o.__N||o.__)[0],l=o.t(i,s);At(i,l)||(o.__N=[l,o.__[1]],o.__c.setState({}))}],o.__c=H,!H.__f)){H.__f=!0;var r=H.shouldComponentUpdate;H.shouldComponentUpdate=function(s,i,l){var u=this.__H;if(!u)return!0;var p=!1,c=this.props!=s;if(u.__.some(function(f){f.__N&&(p=!0,At(f.__[0],f.__N[0])||(c=!0))}),r){var $=r.call(this,s,i,l);return p?$||c:$}return!p||c}}return o.__}function T(e,t){var n=Be(ke++,3);!q.__s&&Qn(n.__H,t)&&(n.__P=!0,n.__=e,n.u=t,H.__H.__h.push(n))}function W(e){return We=5,xe(function(){return{current:e}},[])}function xe(e,t){var n=Be(ke++,7);return Qn(n.__H,t)&&(n.__=e(),n.__H=t),n.__}function ie(e,t){return We=8,xe(function(){return e},t)}function zn(e){var t=Be(ke++,10),n=_();return t.__=e,H.componentDidCatch||(H.componentDidCatch=function(o,r){t.__&&t.__(o,r),n[1](o)}),[n[0],function(){return n[1]()}]}function J(){var e=Be(ke++,11);if(!e.__){for(var t=H.__v;!t.__m&&t.__;)t=t.__;var n=t.__m||(t.__m=[0,0]);e.__="P"+n[0]+"-"+n[1]++}return e.__}function zr(){var e;do{for(;e=Pt.shift();)try{He(e)}catch(n){q.__e(n,{__:(e=e.__P)&&e.__v})}for(;e=Jn.shift();){var t=e.__H;if(e.__P&&t)try{t.__h.some(He),t.__h.some(Ht),t.__h=[]}catch(n){t.__h=[],q.__e(n,e.__v)}}}while(Pt.length)}q.__b=function(e){H=null,En&&En(e)},q.__=function(e,t){e&&t.__k&&t.__k.__m&&(e.__m=t.__k.__m),In&&In(e,t)},q.__r=function(e){Dn&&Dn(e),ke=0;var t=(H=e.__c).__H;t&&(It==H?H.__h=[]:(t.__h.some(He),t.__h.some(Ht),ke=0),t.__h=[],t.__.some(function(n){n.__N&&(n.__=n.__N),n.u=n.__N=void 0})),It=H},q.diffed=function(e){Rn&&Rn(e);var t=e.__c;t&&t.__H&&(t.__H.__h.length&&Mn(Jn.push(t)),t.__H.__.some(function(n){n.u&&(n.__H=n.u)})),It=H=null},q.__c=function(e,t){t.some(function(n){try{n.__h.some(He),n.__h=n.__h.filter(function(o){return!o.__||Ht(o)})}catch(o){n.__h=[function(){throw o}]}}),Fn&&Fn(e,t)},q.unmount=function(e){Nn&&Nn(e);var t,n,o=e.__c;o&&o.__H&&(o.__H.__.some(function(r){try{if(r.__P&&r.__c){if(n===void 0){for(n=e.__;n&&(!n.__c||!n.__c.__P);)n=n.__;n=n&&n.__c}r.__P=n,Mn(Pt.push(r))}else He(r)}catch(s){t=s}}),o.__H=void 0,t&&q.__e(t,o.__v))};var Ln=typeof requestAnimationFrame=="function";function Qr(e){var t,n=function(){clearTimeout(o),Ln&&cancelAnimationFrame(t),setTimeout(e)},o=setTimeout(n,35);Ln&&(t=requestAnimationFrame(n))}function Mn(e){e!=1&&On==q.requestAnimationFrame||((On=q.requestAnimationFrame)||Qr)(zr)}function He(e){var t=H,n=e.__c;typeof n=="function"&&(e.__c=void 0,n()),H=t}function Ht(e){var t=H;e.__c=e.__(),H=t}function Qn(e,t){return!e||e.length!=t.length||t.some(function(n,o){return!At(n,e[o])})}function Yn(e,t){return typeof t=="function"?t(e):t}var a=Ar.bind(Ur);var B=class{#e=new Set;#t;constructor(t){this.#t=t}get value(){return this.#t}set(t){this.#t=t;for(let n of[...this.#e])n(t)}watch(t){return this.#e.add(t),()=>this.#e.delete(t)}};function F(e){let[t,n]=_(e.value);return T(()=>(n(e.value),e.watch(n)),[e]),t}var jt="relay-key",Zn=6e4,Y=class extends Error{constructor(t,n,o,r=[]){super(o),this.status=t,this.title=n,this.detail=o,this.errors=r}about(t){return this.errors.filter(n=>n.field===t).map(n=>n.message).join("; ")}},Re=new B([]),qe=new B({wanted:!1,refused:!1}),Ke=new B(!1),ut="",Jt=!1,Gt=[];zt(Yr());function zt(e){ut=e,Ke.set(e!=="")}function Yr(){try{return sessionStorage.getItem(jt)??""}catch{return""}}function Xn(e){try{e?sessionStorage.setItem(jt,e):sessionStorage.removeItem(jt)}catch{}}function eo(e,t){zt(e.trim()),Xn(t?ut:""),no(!1)}function Qt(){no(!0)}function dt(){Jt=!1,qe.set({wanted:!0,refused:!1})}function to(){zt(""),Xn("")}function no(e){Jt=e,qe.set({wanted:!1,refused:!1});let t=Gt;Gt=[];for(let n of t)n()}function O(e,t={},n){let o=Object.entries(t).filter(([,s])=>s!==void 0&&s!==""),r=new URLSearchParams(o.map(([s,i])=>[s,String(i)])).toString();return oo("GET",r?`${e}?${r}`:e,void 0,n)}function L(e,t,n,o){return oo(e,t,n,o)}async function oo(e,t,n,o){for(;;){let r=ut,s=await Xr(e,t,n,r,o);if(s.status!==401)return es(s);await Zr(s,r),o?.throwIfAborted()}}async function Zr(e,t){if(t===ut){if(Jt){let n=t?"The relay refuses this key.":"The relay asks for a key.";throw new Y(e.status,"No key",n)}qe.set({wanted:!0,refused:t!==""}),await new Promise(n=>Gt.push(()=>n(void 0)))}}async function Xr(e,t,n,o,r){let s={began:performance.now()},i=AbortSignal.timeout(Zn),l={accept:"application/json"};o&&(l["x-functions-key"]=o),n!==void 0&&(l["content-type"]="application/json"),Re.set([...Re.value,s]);try{return await fetch(t,{method:e,headers:l,body:n===void 0?void 0:JSON.stringify(n),cache:"no-store",credentials:"omit",signal:r?AbortSignal.any([r,i]):i})}catch{r?.throwIfAborted();let u=i.aborted?`The relay has not answered for ${Zn/1e3} seconds.`:"The relay cannot be reached. It may be restarting, or this machine is offline.";throw new Y(0,"No answer",u)}finally{Re.set(Re.value.filter(u=>u!==s))}}async function es(e){let t=await e.text().catch(()=>""),n=ts(t);if(n instanceof Object&&ro.set(n,t),e.ok)return n;let o=String(n?.title??`HTTP ${e.status}`),r=String(n?.detail??n?.storage??ns(e.status));throw new Y(e.status,o,r,n?.errors??[])}var ro=new WeakMap;function ts(e){try{return JSON.parse(e)}catch{return}}function pt(e,t){return JSON.stringify(JSON.parse(ro.get(e)??"{}",ao)[t],null,2)}function so(e){try{return JSON.stringify(JSON.parse(e,ao),null,2)}catch{return e}}function ao(e,t,n){let o=n?.source;return typeof t!="number"||o===void 0||o===String(t)?t:JSON.rawJSON(o)}function ns(e){return e===404?"There is no such thing, or not any more.":e>=500?`The relay failed on this request (HTTP ${e}).`:`The relay refused this request (HTTP ${e}).`}var os="/ui";function ft(e=0){return{path:location.pathname.replace(/^\/ui(?=\/|$)/i,"").replace(/^\/+|\/+$/g,""),query:Object.fromEntries(new URLSearchParams(location.search)),visit:e}}var Z=new B(ft());addEventListener("popstate",()=>Z.set(ft(Z.value.visit+1)));function y(e,t={}){let n=Object.entries(t).filter(([,r])=>r!==void 0&&r!==""),o=new URLSearchParams(n.map(([r,s])=>[r,String(s)])).toString();return`${os}/${e}${o?`?${o}`:""}`}function C(...e){return e.map(rs).join("/")}function rs(e){return e==="."||e===".."?e.replaceAll(".","%252E"):encodeURIComponent(e)}function Se(e){history.pushState(null,"",e),Z.set(ft(Z.value.visit+1)),scrollTo(0,0)}function E(){let{query:e}=F(Z);return[e,Fe]}function Fe(e){let{path:t,query:n}=Z.value;history.replaceState(null,"",y(t,{...n,...e})),Z.set(ft(Z.value.visit))}function $t(e,t){let n=e.split("/"),o=t.split("/");if(n.length!==o.length)return null;let r={};for(let[s,i]of n.entries()){let l=ss(o[s]??"");if(i.startsWith(":")&&l)r[i.slice(1)]=l;else if(i!==l)return null}return r}function ss(e){try{return decodeURIComponent(e)}catch{return e}}document.addEventListener("click",e=>{let t=e.target instanceof Element?e.target.closest("a"):null;if(!t||e.defaultPrevented||e.button||t.target||t.download||e.metaKey||e.ctrlKey||e.shiftKey||e.altKey)return;let n=new URL(t.href,location.href);!(n.origin===location.origin&&/^\/ui(\/|$)/i.test(n.pathname))||n.hash||(e.preventDefault(),Se(n.pathname+n.search))});function U({title:e,of:t,children:n}){let o=W(null),{visit:r}=F(Z),s=W(0);return T(()=>{document.title=`${te(t?`${e} · ${t}`:e)} – Webhook Relay`},[e,t]),T(()=>{r>s.current&&o.current?.focus(),s.current=r},[r]),a`<div class="heading">
    <h1 tabindex="-1" ref=${o}><${k}>${e}<//></h1>
    ${n}
  </div>`}function V({tone:e,children:t}){return a`<span class=${`chip ${e}`}>${t}</span>`}var Yt=new Set([]);function A({to:e,class:t,label:n,children:o}){let r=e.replace(/^\/ui\//,"").replace(/\?.*/,"");return[...Yt].some(i=>$t(i,r))?a`<a href=${e} class=${t} aria-label=${n}>${o}</a>`:a`<span class=${t}>${o}</span>`}function lo({text:e,what:t}){let[n,o]=_(!1);T(()=>{if(!n)return;let s=setTimeout(()=>o(!1),2e3);return()=>clearTimeout(s)},[n]);async function r(){try{await navigator.clipboard.writeText(e),o(!0)}catch{G("The browser does not allow copying here: select the text instead.","bad")}}return a`<button type="button" class="quiet copy" onClick=${r} aria-label=${`Copy ${t}`}>
    <span aria-hidden="true">${n?"Copied":"Copy"}</span>
    <span class="hidden" role="status">${n?`Copied ${t}`:""}</span>
  </button>`}function ue({text:e,what:t}){return a`<span class="copyable"><code><${k}>${e}<//></code><${lo} text=${e} what=${t} /></span>`}function k({children:e}){return a`<bdi>${te(e)}</bdi>`}var as=2e4;function X({text:e,what:t,file:n,original:o=e}){let[r,s]=_(!1),i=r?e:e.slice(0,as);return a`<div class="code">
    <div class="code-tools">
      ${n&&a`<${is} text=${o} file=${n} what=${t} />`}
      <${lo} text=${o} what=${t} />
    </div>
    <pre tabindex="0" role="region" aria-label=${t}><code dir="ltr">${te(i)}</code></pre>
    ${i.length<e.length&&a`<p class="hint">These are the first ${i.length.toLocaleString()} of ${e.length.toLocaleString()} characters.
        <button type="button" class="quiet" onClick=${()=>s(!0)}>Show all</button></p>`}
  </div>`}function is({text:e,file:t,what:n}){function o(){let r=new Blob([e],{type:"application/octet-stream"}),s=document.createElement("a");s.href=URL.createObjectURL(r),s.download=t.replace(/[^\w.-]/g,"_"),s.click(),setTimeout(()=>URL.revokeObjectURL(s.href),1e4)}return a`<button type="button" class="quiet copy" aria-label=${`Download ${n}`} onClick=${o}>Download</button>`}function te(e){return e.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,t=>`\\u${t.charCodeAt(0).toString(16).padStart(4,"0")}`)}function ht(e){return JSON.stringify(e,null,2)}function x({failure:e,retry:t}){if(!e)return null;let n=e.errors.filter(o=>!e.detail.includes(o.message));return a`<div class="trouble" role="alert">
    <p><strong>${e.title}.</strong> <${k}>${e.detail}<//></p>
    ${n.length>0&&a`<ul>
      ${n.map(o=>a`<li><code>${o.field}</code> <${k}>${o.message}<//></li>`)}
    </ul>`}
    ${e.status===401&&a`<button type="button" onClick=${dt}>Enter a key</button>`}
    ${e.status!==401&&t&&a`<button type="button" onClick=${t}>Try again</button>`}
  </div>`}function N({of:e,what:t}){return e.failure?a`<${x} failure=${e.failure} retry=${e.reload} />`:e.data===void 0?a`<p class="pending" role="status">Loading ${t} …</p>`:null}function z({title:e,children:t}){return a`<div class="nothing"><p><strong>${e}</strong></p>${t}</div>`}function S({name:e,children:t}){return a`<div><dt>${e}</dt><dd>${t}</dd></div>`}function j({title:e,onClose:t,children:n}){let o=W(null),r=J();T(()=>{let i=document.activeElement,l=o.current;return l&&!l.open&&l.showModal(),()=>{l?.close(),i instanceof HTMLElement&&i.focus()}},[]);function s(i){i.preventDefault(),t()}return a`<dialog ref=${o} aria-labelledby=${r} onCancel=${s}>
    <div class="dialog-head">
      <h2 id=${r}>${e}</h2>
      <button type="button" class="quiet" aria-label="Close" onClick=${t}>✕</button>
    </div>
    ${n}
  </dialog>`}var Ve=new B([]),io=0;function G(e,t="good"){io+=1;let n=io;Ve.set([...Ve.value,{id:n,text:e,tone:t}]),setTimeout(()=>co(n),t==="bad"?15e3:8e3)}function co(e){Ve.set(Ve.value.filter(t=>t.id!==e))}function uo(){let e=F(Ve);return a`<div class="toasts" role="status" aria-live="polite">
    ${e.map(t=>a`<div key=${t.id} class=${`toast ${t.tone}`}>
        <span>${t.text}</span>
        <button type="button" class="quiet" aria-label="Dismiss" onClick=${()=>co(t.id)}>✕</button>
      </div>`)}
  </div>`}function K({label:e,hint:t,error:n,children:o}){let r=J(),s=[t&&`${r}-hint`,n&&`${r}-error`].filter(Boolean).join(" ");return a`<div class="field">
    <label for=${r}>${e}</label>
    ${t&&a`<p class="hint" id=${`${r}-hint`}>${t}</p>`}
    ${o({id:r,describedBy:s||void 0,invalid:!!n})}
    ${n&&a`<p class="error" id=${`${r}-error`}>${n}</p>`}
  </div>`}var po=5e3,Ge=new B(Date.now());setInterval(()=>{document.hidden||Ge.set(Date.now())},po);document.addEventListener("visibilitychange",()=>{document.hidden||Ge.set(Date.now())});var de=new B(!1);function Zt(e,t){return new Intl.DateTimeFormat(void 0,e?{...t,timeZone:"UTC"}:t)}var fo={hour:"2-digit",minute:"2-digit",second:"2-digit",hourCycle:"h23"},$o={...fo,month:"short",day:"numeric"},ls={...$o,year:"numeric"};function Te(e,t){let n=Zt(t,{year:"numeric",month:"numeric",day:"numeric"});if(n.format(e)===n.format(Date.now()))return Zt(t,fo).format(e);let o=Math.abs(Date.now()-e.getTime())<300*864e5;return Zt(t,o?$o:ls).format(e)}var cs=[["d",86400],["h",3600],["min",60],["s",1]];function je(e){let t=Math.max(0,Math.round(e));for(let[n,o]of cs)if(t>=o)return`${Math.floor(t/o)} ${n}`;return"0 s"}function ee(e){return e===void 0?"":e<1e3?`${e} ms`:`${(e/1e3).toFixed(e<1e4?1:0)} s`}function us(e,t){let n=(t-e)/1e3;return Math.abs(n)<po/1e3?"now":n>0?`${je(n)} ago`:`in ${je(-n)}`}function ds(e){return`${e.toISOString().replace("T"," ").replace(/\.\d+Z$/,"")} UTC`}function w({at:e,show:t="both"}){let n=F(de),o=F(Ge);if(!e)return a`<span class="muted">–</span>`;let r=new Date(e);if(Number.isNaN(r.getTime()))return a`<span>${e}</span>`;let s=us(r.getTime(),o),i=t==="ago"?s:Te(r,n);return a`<time dateTime=${e} title=${ds(r)}
    >${i}${t==="both"?a` <span class="muted">${s}</span>`:""}</time
  >`}function ho(){let e=F(de),t=Intl.DateTimeFormat().resolvedOptions().timeZone;return a`<button type="button" class="quiet" onClick=${()=>de.set(!e)}>
    Times in ${e?"UTC":t}<span class="muted"> · show ${e?t:"UTC"}</span>
  </button>`}var Ne={failing:{tone:"bad",label:"Failing",rank:0},retrying:{tone:"warn",label:"Retrying",rank:1},paused:{tone:"warn",label:"Paused",rank:2},disabled:{tone:"off",label:"Disabled",rank:3},healthy:{tone:"good",label:"Well",rank:4}};function mo({webhook:e}){let{status:t}=e,{tone:n,label:o}=Ne[t.state],r=t.state==="healthy"&&t.waiting;return a`<span class="state">
    <${V} tone=${r?"warn":n}>${r?"Some wait":o}<//>
    <span class="why">${ps(e)}</span>
  </span>`}function ps({status:e,disabled_reason:t}){let n=e.last_error_text;switch(e.state){case"failing":return a`since <${w} at=${e.failing_since} show="clock" />${n&&a`<span>: ${n}</span>`}`;case"paused":return a`until <${w} at=${e.paused_until} show="clock" />`;case"disabled":return t?`because: ${t}`:"";case"retrying":return n??"";default:return e.waiting?n??"":""}}var mt={queued:{tone:"info",label:"Queued",hint:"The first attempt has not ended yet."},waiting:{tone:"warn",label:"Waiting",hint:"It will be attempted again."},delivered:{tone:"good",label:"Delivered",hint:"The receiver answered 2xx."},dropped:{tone:"bad",label:"Dropped",hint:"It was given up."}};function me({state:e}){let{tone:t,label:n}=mt[e];return a`<${V} tone=${t}>${n}<//>`}var fs={overflow:"Too many deliveries waited for this webhook, and this was among the oldest.",expired:"It failed for longer than the relay keeps trying.",webhook_deleted:"The webhook was deleted.",webhook_disabled:"The webhook was disabled.",undeliverable:"The relay refused the URL that the variables of the event gave."};function _e(e){return fs[e]??e}var $s={connection_failed:{text:"Connection refused or cut",todo:"Check that the receiver runs, listens on this port, and that no firewall is between."},dns_failed:{text:"Host name without an address",todo:"Check the host name in the webhook's URL, and its DNS records."},malformed_answer:{text:"Answer that is not HTTP",todo:"Check that an HTTP server listens on this port, and whether it expects TLS."},refused_address:{text:"Address that the relay refuses",todo:"The host resolves to an address that is not public. An operator can allow its network with ALLOWED_TARGET_NETWORKS."},timeout:{text:"No complete answer in time",todo:"Answer first and work afterwards: the relay waits for DELIVERY_TIMEOUT_SECONDS in all."},tls_failed:{text:"TLS failed",todo:"Check the receiver's certificate: its chain, its host name and its dates."},undeliverable:{text:"URL refused",todo:"Check the variables in the webhook's URL, and what this event has for them."}},hs={301:"Change the webhook's URL to the new one: the relay follows no redirects.",302:"Change the webhook's URL to the final one: the relay follows no redirects.",307:"Change the webhook's URL to the final one: the relay follows no redirects.",308:"Change the webhook's URL to the new one: the relay follows no redirects.",400:"The receiver does not accept this body: read its answer, and check the message format.",401:"The receiver wants other credentials: check the webhook's headers and secret.",403:"The receiver refuses the relay: check the webhook's headers, its secret and the receiver's rules.",404:"The receiver does not know this path: check the webhook's URL.",405:"The receiver takes no POST at this path: check the webhook's URL.",410:"The receiver is gone for good, so the relay disables the webhook.",413:"The receiver takes no body of this size.",429:"The receiver asks for fewer requests: set rate_per_second for the webhook."};function oe({error:e,status:t}){if(e)return $s[e]??{text:e,todo:""};if(t===void 0)return{text:"No result",todo:""};if(t>=200&&t<300)return{text:`HTTP ${t}`,todo:""};let n=hs[t]??(t>=500?"The receiver failed: its own log says why, at the time of the attempt.":"");return{text:`HTTP ${t}`,todo:n}}function _t(e){let t=Number(e.replace(/^HTTP /,""));return oe(Number.isInteger(t)?{status:t}:{error:e})}function bt(e){try{return new URL(e).host}catch{return e}}function _o({detail:e}){let{results:t,attempts:n}=e,o=t.map((s,i)=>({attempt:s,number:n-t.length+i+1})),r=n-t.length;return a`<section aria-labelledby="attempts-title">
    <h2 id="attempts-title">Attempts <span class="muted">${n}</span></h2>
    <ol class="timeline" reversed>
      ${ms(e)}
      ${o.reverse().map(({attempt:s,number:i})=>a`<${_s} key=${s.at} attempt=${s} number=${i} />`)}
      ${r>0&&a`<li class="off"><p class="muted">${r===1?"An earlier attempt is":`${r} earlier attempts are`} not kept.</p></li>`}
      <li class="off"><p><strong>Received</strong> <${w} at=${e.received_at} /></p></li>
    </ol>
  </section>`}function ms({state:e,next_attempt_at:t}){return e==="queued"?a`<li class="info"><p><strong>First attempt</strong> under way</p></li>`:e!=="waiting"?null:a`<li class="info">
    <p><strong>Next attempt</strong> ${t?a`due <${w} at=${t} />`:"under way"}</p>
  </li>`}function _s({attempt:e,number:t}){let{text:n,todo:o}=oe(e),r=e.status!==void 0&&e.status>=200&&e.status<300,s=e.error_text??n;return a`<li class=${r?"good":"bad"}>
    <p class="spaced">
      <strong>${e.status===void 0?n:`HTTP ${e.status}`}</strong>
      <span class="muted">attempt ${t}</span>
      <${w} at=${e.at} />
      <span><span class="muted">took</span> ${ee(e.duration_ms)}</span>
    </p>
    <p>${bs(s)}</p>
    ${e.detail&&!e.status&&a`<p class="muted"><${k}>${e.detail}<//></p>`}
    ${o&&a`<p class="todo">${o}</p>`}
    ${e.answer&&a`<details open=${!r}>
        <summary>Start of the answer</summary>
        <${X} text=${e.answer} what=${`the answer to attempt ${t}`} />
      </details>`}
  </li>`}function bs(e){return`${e.charAt(0).toUpperCase()}${e.slice(1)}.`}function bo(e,t){return vs[e.state](e,t)}var vs={delivered:e=>({tone:"good",sentence:a`${Xt(e.last_attempt,"The receiver took it")}${ws(e)}.`,todo:""}),queued:()=>({tone:"info",sentence:"The first attempt has not ended yet.",todo:""}),waiting:(e,t)=>e.held?ys(e,t):gs(e),dropped:e=>({tone:"bad",sentence:a`The relay gave it up. ${_e(e.reason??"")}
      ${e.last_attempt&&a` The last of ${e.attempts} attempts: ${Xt(e.last_attempt)}.`}`,todo:ks(vo(e),"When the receiver is well again, resend it.")})};function gs(e){let{next_attempt_at:t}=e;return{tone:"warn",sentence:a`${Xt(e.last_attempt,`Attempt ${e.attempts} failed`)}.
      ${t?a` The next attempt is due <${w} at=${t} show="ago" />.`:" The next attempt is under way, or comes in the next seconds."}`,todo:vo(e)}}function ys(e,t){let{next_attempt_at:n}=e,o=t?.status?.state;return{tone:"warn",sentence:a`It has not been attempted yet, ${o==="failing"?"because the webhook fails: the relay tries it with one delivery at a time":o==="paused"?"because the receiver asked for a pause":"because the webhook takes no more at the moment"}.
      ${n&&a` The next attempt is due <${w} at=${n} show="ago" />.`}`,todo:"It is sent by itself as soon as the webhook takes deliveries again."}}function Xt(e,t=""){if(!e)return t;let n=e.error_text??oe(e).text;return t?`${t}: ${n}`:n}function ws({attempts:e}){return e>1?`, after ${e} attempts`:""}function vo({last_attempt:e}){return e?oe(e).todo:""}function ks(...e){return e.filter(Boolean).join(" ")}var xs=1e4,Ss=3e5;function D(e,t,{refresh:n=!1}={}){let[o,r]=_({loading:!0}),s=W(e),i=W(void 0),l=W(()=>{});s.current=e,T(()=>{let p=new en(async(c,$)=>{$||r(f=>({...f,loading:!0})),i.current=await s.current(c,$?i.current:void 0),r({data:i.current,loading:!1})},c=>r($=>({...$,failure:c,loading:!1})),n);return l.current=()=>p.run(!1),p.run(!1),()=>p.stop()},[...t,n]);let u=ie(()=>l.current(),[]);return{data:o.data,failure:o.failure,loading:o.loading,reload:u}}var en=class{#e=0;#t=0;#n;#o=new AbortController;#r=!1;constructor(t,n,o){this.load=t,this.fail=n,this.repeats=o,document.addEventListener("visibilitychange",this.#a),this.unwatch=Ke.watch(()=>this.#e>0&&this.run(!1))}stop(){this.#r=!0,this.#o.abort(),clearTimeout(this.#n),this.unwatch(),document.removeEventListener("visibilitychange",this.#a)}async run(t){clearTimeout(this.#n),this.#o.abort();let n=new AbortController;this.#o=n;try{await this.load(n.signal,t),this.#e=0}catch(o){if(n.signal.aborted)return;this.#e+=1,this.fail(o instanceof Y?o:go(o))}this.#t=Date.now(),this.#s()}get#i(){return Math.min(xs*2**this.#e,Ss)}#s(){if(clearTimeout(this.#n),this.#r||!this.repeats||document.hidden||!this.#t)return;let t=Date.now()-this.#t;this.#n=setTimeout(()=>this.run(!0),Math.max(0,this.#i-t))}#a=()=>this.#s()};function go(e){return new Y(0,"The page failed",String(e instanceof Error?e.message:e))}function M(e){let[t,n]=_({busy:!1}),o=W(void 0);T(()=>()=>o.current?.abort(),[]);async function r(){let s=new AbortController;o.current=s,n({busy:!0});try{let i=await e(s.signal);return n({busy:!1}),i}catch(i){if(s.signal.aborted)return;n({busy:!1,failure:i instanceof Y?i:go(i)});return}}return{...t,run:r}}var Ts=[400,1200,3e3,6e3];function vt(e,t=Ts){let n=W([]),o=ie(()=>n.current.forEach(clearTimeout),[]);return T(()=>o,[]),ie(()=>{o(),n.current=t.map(r=>setTimeout(e,r))},[e])}function yo({path:e,eventId:t}){let n=D(o=>O(e,{},o),[e]);return a`<section aria-labelledby="sent-title">
    <h2 id="sent-title">What is sent <span class="muted">as an attempt made now would send it</span></h2>
    ${n.data?a`<${tn} sent=${n.data} file=${`request-${t}.txt`} />`:a`<${N} of=${n} what="the request" />`}
  </section>`}function tn({sent:e,file:t}){return a`<div class="sent">
    <p class="url"><code><strong>${e.method}</strong> <${k}>${e.url}<//></code></p>
    <div class="table-wrap" tabindex="0" role="region" aria-label="Headers that are sent">
      <table class="plain headers">
        <tbody>
          ${e.headers.map(n=>a`<tr key=${n.name}>
              <th scope="row"><code><${k}>${n.name}<//></code></th>
              <td><code><${k}>${n.value}<//></code></td>
            </tr>`)}
        </tbody>
      </table>
    </div>
    <p class="muted">Body, ${e.body_bytes.toLocaleString()} bytes. It is indented here; it is sent, and signed, without.</p>
    <${X} text=${so(e.body)} original=${e.body} what="the body" file=${t} />
  </div>`}function wo({path:e,delivery:t,webhook:n,reload:o}){let r=M(p=>L("POST",`${e}/resend`,void 0,p)),s=vt(o),i=n?.enabled===!1;async function l(){await r.run()&&(G("It is sent again now."),s())}let u=t.state==="waiting"?"Attempt now":"Resend";return a`<div class="actions">
      <button
        type="button"
        class=${t.state==="delivered"?"":"primary"}
        disabled=${r.busy||i||t.state==="queued"}
        title=${i?"The webhook is disabled: enable it first":void 0}
        onClick=${l}
      >${r.busy?"Sending …":u}</button>
    </div>
    ${r.failure&&a`<div class="wide"><${x} failure=${r.failure} /></div>`}`}var Cs="The webhook is deleted, so it cannot be sent again.";function ko({parameters:e}){let{webhook:t="",event:n=""}=e,o=`/api/${C("webhooks",t)}/${C("deliveries",n)}`,r=D(p=>O(o,{},p),[o],{refresh:!0}),s=D(p=>O(`/api/${C("webhooks",t)}`,{},p),[t]),i=s.failure?.status===404,l=s.data?.name??t,u=r.data;return a`<nav class="crumbs" aria-label="Breadcrumb">
      <a href=${y("")}>Overview</a>
      <${A} to=${y(C("webhooks",t))}><${k}>${l}<//><//>
    </nav>
    <${U} title="Delivery" of=${n}>
      ${u&&!i&&a`<${wo} path=${o} delivery=${u} webhook=${s.data} reload=${r.reload} />`}
    <//>
    ${u?a`<${x} failure=${r.failure} retry=${r.reload} />
        <${Os} detail=${u} webhook=${s.data} gone=${i} path=${o} />`:a`<${N} of=${r} what="the delivery" />`}`}function Os({detail:e,webhook:t,gone:n,path:o}){let{tone:r,sentence:s,todo:i}=bo(e,t),l=pt(e,"event");return a`<section class=${`card situation ${r}`} aria-label="What became of it">
      <div class="situation-state" role="status"><${me} state=${e.state} /></div>
      <div>
        <p>${s}</p>
        ${n?a`<p class="muted">${Cs}</p>`:i&&a`<p class="todo">${i}</p>`}
      </div>
    </section>
    <dl class="facts">
      <${S} name="Event">
        <${A} to=${y(C("events",e.event_id))}>at all its webhooks<//>
      <//>
      <${S} name="Type">
        <${A} to=${y(C("event-types",e.event_type))}>${e.event_type}<//>
      <//>
      <${S} name="Received"><${w} at=${e.received_at} /><//>
      ${e.ended_at&&a`<${S} name="Ended"><${w} at=${e.ended_at} /><//>`}
      <${S} name="Attempts">${e.attempts}<//>
      <${S} name="Event id"><${ue} text=${e.event_id} what="the event id" /><//>
    </dl>
    <${_o} detail=${e} />
    ${!n&&a`<${yo} path=${`${o}/request`} eventId=${e.event_id} />`}
    <section aria-labelledby="event-title">
      <h2 id="event-title">Payload</h2>
      <${X} text=${l} what="the event" file=${`event-${e.event_id}.json`} />
    </section>`}function pe({caption:e,columns:t,rows:n,rowKey:o,rowClass:r,order:s="",epoch:i=""}){let[l,u]=E(),p=l.sort??s,c=Fs(n,t,p),{settled:$,moved:f,settle:d}=Es(c,o,`${p} ${i}`),m=p?$:c;return a`<div class="table-wrap">
    <table role="table">
      <caption class="hidden">${e}</caption>
      <thead role="rowgroup">
        <tr role="row">
          ${t.map(h=>a`<th
              role="columnheader"
              scope="col"
              key=${h.key}
              class=${h.number?"number":""}
              aria-sort=${Ds(h.key,p)}
            >
              ${h.sort?a`<button type="button" onClick=${()=>u({sort:Rs(h.key,p,s)})}>
                    ${h.label}
                  </button>`:a`<span class=${h.quietLabel?"hidden":""}>${h.label}</span>`}
            </th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${m.map(h=>a`<tr role="row" key=${o(h)} class=${r?.(h)??""}>
            ${t.map(b=>a`<td
                role="cell"
                key=${b.key}
                class=${b.number?"number":""}
                data-label=${b.quietLabel?void 0:b.label}
              ><div>${b.cell(h)}</div></td>`)}
          </tr>`)}
      </tbody>
    </table>
    ${p&&f&&a`<p class="moved"><button type="button" class="quiet" onClick=${d}>Sort again</button>
        <span class="muted">the values have changed since</span></p>`}
  </div>`}function Es(e,t,n){let[o,r]=_(0),s=xe(()=>new Map(e.map((p,c)=>[t(p),c])),[n,o]),i=p=>s.get(t(p))??e.length+s.size,l=[...e].sort((p,c)=>i(p)-i(c)),u=l.some((p,c)=>p!==e[c]);return{settled:l,moved:u,settle:()=>r(o+1)}}function Ds(e,t){return t===e?"ascending":t===`-${e}`?"descending":void 0}function Rs(e,t,n){let o=t===e?`-${e}`:e;return o===n?void 0:o}function Fs(e,t,n){let o=t.find(i=>i.key===n.replace(/^-/,""))?.sort;if(!o)return e;let r=n.startsWith("-")?-1:1,s=e.map(i=>[o(i),i]);return s.sort(([i],[l])=>r*Ns(i,l)),s.map(([,i])=>i)}function Ns(e,t){return typeof e=="number"&&typeof t=="number"?e-t:String(e).localeCompare(String(t),void 0,{numeric:!0})}function re({label:e,clear:t=[],children:n}){let[o,r]=E(),s=t.some(l=>o[l]),i=Object.fromEntries(t.map(l=>[l,void 0]));return a`<search class="filters" aria-label=${e}>
    ${n}
    ${s&&a`<button type="button" class="quiet" onClick=${()=>r(i)}>Clear filters</button>`}
  </search>`}function le({name:e,label:t,placeholder:n}){return a`<${nn} name=${e} label=${t} input=${{type:"search",placeholder:n,"data-search":!0}} class="wide" />`}function nn({name:e,label:t,input:n={},class:o=""}){let[r,s]=E(),[i,l]=_(r[e]??""),u=W(i),p=J();return T(()=>{let c=r[e]??"";c!==u.current.trim()&&(u.current=c,l(c))},[r[e]]),T(()=>{let c=setTimeout(()=>{u.current.trim()!==(r[e]??"")&&s({[e]:u.current.trim()})},250);return()=>clearTimeout(c)},[i]),a`<div class=${`filter ${o}`}>
    <label for=${p}>${t}</label>
    <input
      id=${p}
      value=${i}
      autocomplete="off"
      spellcheck=${!1}
      ...${n}
      onInput=${c=>{u.current=c.currentTarget.value,l(u.current)}}
    />
  </div>`}function se({name:e,label:t,any:n,options:o}){let[r,s]=E(),i=J();return a`<div class="filter">
    <label for=${i}>${t}</label>
    <select
      id=${i}
      value=${r[e]??""}
      onChange=${l=>s({[e]:l.currentTarget.value})}
    >
      <option value="">${n}</option>
      ${o.map(l=>a`<option key=${l.value} value=${l.value}>${l.label}</option>`)}
    </select>
  </div>`}var So=[{value:"15m",label:"15 minutes",seconds:900},{value:"1h",label:"hour",seconds:3600},{value:"24h",label:"24 hours",seconds:86400},{value:"7d",label:"7 days",seconds:7*86400}];function gt(){let[e,t]=E(),n=J(),o=!!(e.since||e.until);function r(s){if(s!=="own")return t({range:s,since:void 0,until:void 0});let i=Je({range:e.range||"1h"});return t({range:void 0,since:i,until:void 0})}return a`<div class="filter">
      <label for=${n}>Received</label>
      <select id=${n} value=${o?"own":e.range??""}
        onChange=${s=>r(s.currentTarget.value)}>
        <option value="">at any time</option>
        ${So.map(s=>a`<option key=${s.value} value=${s.value}>in the last ${s.label}</option>`)}
        <option value="own">between …</option>
      </select>
    </div>
    ${o&&a`<${xo} name="since" label="From" /><${xo} name="until" label="Until" />`}`}function xo({name:e,label:t}){let[n,o]=E(),r=J();return a`<div class="filter">
    <label for=${r}>${t}</label>
    <input
      id=${r}
      type="datetime-local"
      step="1"
      value=${on(n[e])}
      onChange=${s=>{o({[e]:rn(s.currentTarget.value)})}}
    />
  </div>`}function on(e){let t=new Date(e??"");return Number.isNaN(t.getTime())?"":new Date(t.getTime()-t.getTimezoneOffset()*6e4).toISOString().slice(0,19)}function rn(e){let t=new Date(e);return Number.isNaN(t.getTime())?void 0:t.toISOString()}function Je(e){let t=So.find(n=>n.value===e.range);return t?new Date(Date.now()-t.seconds*1e3).toISOString():e.since}function Is(){return D(e=>O("/api/event-types",{},e),[])}function Oo(){let[e]=E(),t=Is(),n=(e.q??"").toLowerCase(),o=(t.data??[]).filter(({name:r,description:s})=>`${r} ${s}`.toLowerCase().includes(n));return a`<${U} title="Event types" />
    <${re} label="Filter the event types" clear=${["q"]}>
      <${le} name="q" label="Search" placeholder="Name or description" />
    <//>
    ${t.data?a`<${Ls} types=${o} />`:a`<${N} of=${t} what="the event types" />`}`}function Ls({types:e}){return e.length===0?a`<${z} title="No event type fits this search." />`:a`${[...Ms(e)].map(([t,n])=>a`<section key=${t} aria-label=${te(t)}>
      <h2><${k}>${t}<//> <span class="muted">${n.length}</span></h2>
      <ul class="cards">
        ${n.map(o=>a`<li key=${o.name}>
            <a class="strong" href=${y(C("event-types",o.name))}>${o.name}</a>
            ${o.deprecated&&a` <${V} tone="warn">Deprecated<//>`}
            <p><${k}>${o.description}<//></p>
          </li>`)}
      </ul>
    </section>`)}`}function Ms(e){let t=new Map,n=e.filter(({family:r})=>r==="own"),o=e.filter(({family:r})=>r!=="own");for(let r of[...n,...o]){let s=Eo(r);t.set(s,[...t.get(s)??[],r])}return t}function Eo(e){return e.family==="onefuzz"?"OneFuzz":e.family==="singularity"?"Singularity":e.group??"Own types"}function Do({parameters:e}){let t=e.name??"",n=D(o=>O(`/api/event-types/${encodeURIComponent(t)}`,{},o),[t]);return a`<nav class="crumbs" aria-label="Breadcrumb"><a href=${y("event-types")}>Event types</a></nav>
    <${U} title=${t}>
      <${A} to=${y("events",{type:t})} class="button">Events of this type<//>
    <//>
    ${n.data?a`<${As} type=${n.data} />`:a`<${N} of=${n} what="the event type" />`}`}function As({type:e}){let[t]=E(),n=e.versions??[],o=n.find(({version:r})=>r===t.version)??n[0]??e;return a`<p class="lead"><${k}>${e.description}<//></p>
    <dl class="facts card">
      <${S} name="Belongs to"><${k}>${Eo(e)}<//><//>
      ${e.version&&a`<${S} name="Version of the schema">${e.version}<//>`}
      ${e.deprecated&&a`<${S} name="State"><${V} tone="warn">Deprecated<//><//>`}
      ${e.created_at&&a`<${S} name="Defined"><${w} at=${e.created_at} /><//>`}
      ${e.updated_at&&a`<${S} name="Changed"><${w} at=${e.updated_at} /><//>`}
    </dl>
    ${n.length>1&&a`<${re} label="Choose a version">
        <${se} name="version" label="Version" any=${To(n[0])}
          options=${n.slice(1).map(r=>({value:r.version,label:To(r)}))} />
      <//>`}
    <section aria-labelledby="example-title">
      <h2 id="example-title">Example</h2>
      <${Co} value=${o.example} what="the example" />
    </section>
    <section aria-labelledby="schema-title">
      <h2 id="schema-title">JSON Schema of the payload</h2>
      <${Co} value=${o.schema} what="the schema" />
    </section>`}function To(e){return e?`${e.version} (${e.has_instance_id?"with":"without"} instance_id)`:""}function Co({value:e,what:t}){return e===void 0?a`<p class="muted">There is none.</p>`:a`<${X} text=${ht(e)} what=${t} />`}var yt=new B(void 0),sn=new B(new Map);function an({relay:e,webhooks:t}){yt.set({health:e,at:Date.now()}),sn.set(new Map(t.map(n=>[n.webhook_id,n.name])))}async function Ro(e){an(await O("/api/overview",{},e))}function wt(e){if(e.status==="error")return{tone:"bad",text:"Storage fails",detail:e.storage};if(e.status==="degraded")return{tone:"bad",text:"No rounds",detail:"The scheduler has not run for minutes, so nothing is retried."};let t=ln(e);return t>0?{tone:"warn",text:"Needs a look",detail:`${t} messages failed five times.`}:{tone:"good",text:"Relay well",detail:"Storage answers, and the scheduler runs."}}function ln(e){return Object.entries(e.queues??{}).filter(([t])=>t.endsWith("-poison")||t==="quarantine").reduce((t,[,n])=>t+n,0)}var Ps=50,Hs=8;async function Fo(e,t,n){let o=t;for(let r=1;;r+=1){let s=await O("/api/events",{since:Je(e),until:e.until,event_type:e.type,id_prefix:e.q,limit:Ps,cursor:o},n);if(o=s.cursor,s.events.length>0||!o||r===Hs)return s}}var Ws=[{key:"id",label:"Event",cell:e=>a`<${A} to=${y(C("events",e.event_id))} class="id"><code>${e.event_id}</code><//>`},{key:"type",label:"Type",cell:e=>e.event_type},{key:"received",label:"Received",cell:e=>a`<${w} at=${e.received_at} />`}];function No(){let[e]=E(),t=["q","type","range","since","until"],n=t.map(s=>e[s]),o=D(s=>Fo(e,void 0,s),n),r=D(s=>O("/api/event-types",{},s),[]);return a`<${U} title="Events">
      <button type="button" onClick=${o.reload}>Refresh</button>
    <//>
    <${re} label="Filter the events" clear=${t}>
      <${le} name="q" label="Event id" placeholder="How the id begins" />
      <${se} name="type" label="Type" any="Every type" options=${Us(r.data)} />
      <${gt} />
    <//>
    ${o.data?a`<${x} failure=${o.failure} retry=${o.reload} />
        <${Bs} first=${o.data} query=${e} loading=${o.loading} />`:a`<${N} of=${o} what="the events" />`}`}function Us(e){return(e??[]).map(({name:t})=>({value:t,label:t}))}function Bs({first:e,query:t,loading:n}){let[o,r]=_([]);T(()=>r([]),[e]);let s=o.at(-1)??e,i=M(p=>Fo(t,s.cursor,p)),l=[e,...o].flatMap(p=>p.events);async function u(){let p=await i.run();p&&r(c=>[...c,p])}return a`<div aria-busy=${n}>
    ${l.length>0?a`<${pe} caption="Events, newest first" columns=${Ws} rows=${l} rowKey=${p=>p.event_id} />`:a`<${z} title=${s.cursor?"Nothing was found so far.":"No event fits these filters."} />`}
    <${x} failure=${i.failure} />
    ${s.cursor&&a`<button type="button" class="more" disabled=${i.busy} onClick=${u}>${i.busy?"Loading …":"Show more"}</button>`}
  </div>`}var qs=[{key:"state",label:"State",cell:e=>a`<span class="state"><${me} state=${e.state} />
      <span class="why">${e.reason?_e(e.reason):""}</span></span>`},{key:"attempts",label:"Attempts",number:!0,cell:e=>e.attempts},{key:"last",label:"Latest attempt",cell:e=>Ks(e)},{key:"next",label:"Next attempt",cell:e=>a`<${w} at=${e.next_attempt_at} />`}];function Ks({last_attempt:e}){if(!e)return a`<span class="muted">–</span>`;let{text:t}=oe(e);return a`${t} <span class="muted">in ${ee(e.duration_ms)}, </span><${w} at=${e.at} show="ago" />`}function Io({parameters:e}){let t=e.event??"",n=D(o=>O(`/api/events/${encodeURIComponent(t)}`,{},o),[t],{refresh:!0});return a`<nav class="crumbs" aria-label="Breadcrumb"><a href=${y("events")}>Events</a></nav>
    <${U} title="Event" of=${t} />
    <p><${ue} text=${t} what="the event id" /></p>
    ${n.data?a`<${x} failure=${n.failure} retry=${n.reload} /><${Vs} event=${n.data} />`:a`<${N} of=${n} what="the event" />`}`}function Vs({event:e}){let{deliveries:t}=e;return a`<dl class="facts card">
      <${S} name="Type"><${A} to=${y(C("event-types",e.event_type))}>${e.event_type}<//><//>
      <${S} name="Received"><${w} at=${e.received_at} /><//>
      ${e.type_version&&a`<${S} name="Version of the type">${e.type_version}<//>`}
      ${e.filtered&&a`<${S} name="Not wanted by the filters of">${e.filtered} webhooks<//>`}
      ${e.instance_name&&a`<${S} name="Instance"><${k}>${e.instance_name}<//><//>`}
    </dl>
    <section aria-labelledby="outcomes-title">
      <h2 id="outcomes-title">At its webhooks <span class="muted">${t.length}</span></h2>
      ${t.length>0?a`<${pe} caption="Outcome at each webhook" columns=${js(e.event_id)} rows=${t} rowKey=${n=>`${n.webhook_id} ${n.received_at}`} />`:a`<${z} title="No webhook was subscribed to it." />`}
    </section>
    <section aria-labelledby="payload-title">
      <h2 id="payload-title">Payload</h2>
      <${X} text=${pt(e,"event")} what="the payload" />
    </section>`}function js(e){return[{key:"webhook",label:"Webhook",cell:t=>a`<${Gs} row=${t} eventId=${e} />`},...qs]}function Gs({row:e,eventId:t}){let n=F(sn);if(!e.webhook_id)return a`<span class="muted">not known any more</span>`;let o=y(C("webhooks",e.webhook_id,"deliveries",t)),r=n.get(e.webhook_id);return a`<${A} to=${o} class="strong"><${k}>${r??e.webhook_id}<//><//>
    ${r&&a`<span class="muted host"><code>${e.webhook_id}</code></span>`}`}function Js(e){return O("/api/failures",{},e)}function Lo(){let e=D(Js,[],{refresh:!0});return a`<${U} title="Failures" />
    ${e.data?a`<${x} failure=${e.failure} retry=${e.reload} />
        <${Zs} list=${e.data} />`:a`<${N} of=${e} what="the failures" />`}`}var zs=[{key:"error",label:"What is wrong",sort:e=>ze(e).text,cell:e=>{let{text:t,todo:n}=ze(e);return a`<strong>${t}</strong>
        ${n&&a`<p class="todo why">${n}</p>`}`}},{key:"webhook",label:"Webhook",sort:e=>e.webhook_name,cell:e=>a`<${A} to=${y(C("webhooks",e.webhook_id))} class="strong"><${k}>${e.webhook_name}<//><//>`},{key:"count",label:"Deliveries",number:!0,sort:e=>e.count,cell:e=>a`<${A} to=${Ys(e)} label=${`${e.count} deliveries: ${ze(e).text}, at ${te(e.webhook_name)}`}>${e.count}<//>`},{key:"state",label:"State",sort:e=>e.state,cell:e=>a`<${me} state=${e.state} />`},{key:"first",label:"Since",sort:e=>Date.parse(e.first_at),cell:e=>a`<${w} at=${e.first_at} />`},{key:"last",label:"Latest",sort:e=>Date.parse(e.last_at??e.first_at),cell:e=>a`<${w} at=${e.last_at} show="ago" />`},{key:"example",label:"An example",quietLabel:!0,cell:e=>e.event_id&&a`<${A} to=${y(C("webhooks",e.webhook_id,"deliveries",e.event_id))} label=${`Why: ${ze(e).text}, at ${te(e.webhook_name)}`}>Why<//>`}];function ze({error:e,error_text:t,reason:n}){return n?{text:_e(n),todo:""}:{text:Qs(t),todo:_t(e).todo}}function Qs(e){return e.charAt(0).toUpperCase()+e.slice(1)}function Ys({webhook_id:e,state:t,error:n}){let o=/^(?:HTTP )?(\d{3})$/.exec(n)?.[1];return y(C("webhooks",e),{state:t,status:o})}function Zs({list:e}){let[t]=E(),n=e.groups.filter(o=>ea(o,t));return e.groups.length===0?a`<${z} title="Nothing has failed.">
      <p>No delivery waits after a failure, and none was dropped in the last day.</p>
    <//>`:a`<${re} label="Filter the failures" clear=${["q","state"]}>
      <${le} name="q" label="Search" placeholder="Webhook or error" />
      <${se} name="state" label="State" any="Waiting and dropped" options=${[{value:"waiting",label:"Waiting: will be attempted again"},{value:"dropped",label:"Dropped in the last day"}]} />
    <//>
    ${e.more&&a`<p class="muted" role="status">More is waiting than was read: the counts may be too low.</p>`}
    ${n.length>0?a`<${pe} caption="Failures by webhook and error" columns=${zs} rows=${n} rowKey=${Xs} order="-last" epoch=${`${t.q} ${t.state}`} />`:a`<${z} title="No failure fits these filters." />`}`}function Xs(e){return`${e.webhook_id} ${e.state} ${e.error}`}function ea(e,t){return t.state&&e.state!==t.state?!1:`${e.webhook_name} ${e.webhook_id} ${e.error} ${ze(e).text}`.toLowerCase().includes((t.q??"").toLowerCase())}function Ao({bars:e,label:t}){let n=Math.max(1,...e.map(o=>o.good+o.bad));return a`<svg class="spark" role="img" aria-label=${t} viewBox=${`0 0 ${e.length*5-1} 24`} preserveAspectRatio="none">
    ${e.map((o,r)=>{let s=Mo(o.bad,n,24),i=Mo(o.good,n,24),l=Math.min(24,s+i);return a`<g key=${r}>
        <rect class="ground" x=${r*5} y="23" width="4" height="1" />
        <rect class="good" x=${r*5} y=${24-i} width="4" height=${i} />
        <rect class="bad" x=${r*5} y=${24-l} width="4" height=${s} />
      </g>`})}
  </svg>`}function Mo(e,t,n){return e>0?Math.max(2,e/t*n):0}var ta=480,na=240,kt=150,Ce=52,oa=20,xt=8,Ie=kt-xt-oa;function Po(){let e=W(null),[t,n]=_(ta);return T(()=>{let o=new ResizeObserver(([r])=>{r&&n(Math.max(na,Math.round(r.contentRect.width)))});return e.current&&o.observe(e.current),()=>o.disconnect()},[]),[e,t]}function Ho({title:e,buckets:t,series:n}){let o=t.map(u=>sa(u,n)),r=Ko(Math.max(1,...o)),[s,i]=Po(),l=(i-Ce)/Math.max(1,t.length);return a`<${Bo} figure=${s} width=${i} title=${e} buckets=${t} series=${n} format=${String}>
    <${qo} width=${i} top=${r} buckets=${t} format=${String} />
    ${t.map((u,p)=>{let c=xt+Ie;return a`<g key=${u.at}>
        ${n.map($=>{let f=(u.values[$.key]??0)/r*Ie;return c-=f,f>0&&a`<rect key=${$.key} class=${$.tone} x=${Ce+p*l+l*.1} y=${c} width=${l*.8} height=${f} />`})}
      </g>`})}
  <//>`}function Wo({title:e,buckets:t,series:n}){let o=t.flatMap(c=>n.map($=>c.values[$.key]??0)),r=Ko(Math.max(1,...o)),[s,i]=Po(),l=(i-Ce)/Math.max(1,t.length),u=c=>Ce+(c+.5)*l,p=c=>xt+Ie-c/r*Ie;return a`<${Bo} figure=${s} width=${i} title=${e} buckets=${t} series=${n} format=${ee}>
    <${qo} width=${i} top=${r} buckets=${t} format=${ee} />
    ${n.map(c=>a`<g key=${c.key} class=${`line ${c.tone}`}>
        <path d=${ra(t,c.key,u,p)} />
        ${t.map(($,f)=>{let d=$.values[c.key];return d!==void 0&&a`<circle key=${$.at} cx=${u(f)} cy=${p(d)} r="2.2" />`})}
      </g>`)}
  <//>`}function ra(e,t,n,o){let r="",s="M";for(let[i,l]of e.entries()){let u=l.values[t];u===void 0?s="M":(r+=`${s}${n(i).toFixed(1)} ${o(u).toFixed(1)}`,s="L")}return r}function Uo({title:e,rows:t}){let n=Math.max(1,...t.map(o=>o.count));return a`<figure class="chart">
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
  </figure>`}function Bo({figure:e,width:t,title:n,buckets:o,series:r,format:s,children:i}){let l=F(de);return a`<figure class="chart" ref=${e}>
    <figcaption>
      ${n}
      <span class="legend" aria-hidden="true">
        ${r.map(u=>a`<span key=${u.key} class=${u.tone}>${u.label}</span>`)}
      </span>
    </figcaption>
    <svg viewBox=${`0 0 ${t} ${kt}`} aria-hidden="true">${i}</svg>
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
  </figure>`}function qo({width:e,top:t,buckets:n,format:o}){let r=F(de),s=n[0],i=n.at(-1);return a`<g class="axes">
    ${[0,.5,1].map(l=>{let u=xt+Ie-l*Ie;return a`<g key=${l}>
        <line x1=${Ce} x2=${e} y1=${u} y2=${u} />
        <text x=${Ce-6} y=${u+3.5} text-anchor="end">${o(t*l)}</text>
      </g>`})}
    ${s&&a`<text x=${Ce} y=${kt-4}>${Te(new Date(s.at),r)}</text>`}
    ${i&&s!==i&&a`<text x=${e} y=${kt-4} text-anchor="end">${Te(new Date(i.at),r)}</text>`}
  </g>`}function sa(e,t){return t.reduce((n,o)=>n+(e.values[o.key]??0),0)}function Ko(e){let t=10**Math.floor(Math.log10(e)),o=[1,2,4,5,6,8,10].map(r=>Math.ceil(r*t)).find(r=>r>=e)??e;return o%2?o+1:o}var aa=0,un=24,cn=36e5;async function ia(e){let t=await O("/api/overview",{},e);return an(t),t}function Vo(){let e=D(ia,[],{refresh:!0}),{data:t,failure:n}=e;return a`<${U} title="Overview">
      <${A} to=${y("new-webhook")} class="button primary">New webhook<//>
    <//>
    ${t?a`<${x} failure=${n} retry=${e.reload} />
        <${la} health=${t.relay} webhooks=${t.webhooks} />
        <${ma} rows=${t.webhooks} />`:a`<${N} of=${e} what="the overview" />`}`}function la({health:e,webhooks:t}){let{tone:n,text:o,detail:r}=wt(e),s=Object.values(e.queues??{}).reduce((u,p)=>u+p,0),i=ln(e),l=e.last_tick_age_seconds;return a`<section aria-labelledby="relay-title" class="card relay-card">
    <h2 id="relay-title" class=${`verdict ${n}`}>${o}. <span class="muted">${r}</span></h2>
    <dl class="facts">
      <${S} name="Storage">${e.storage}<//>
      <${S} name="Latest round">${l==null?"none yet":`${je(l)} ago`}<//>
      <${S} name="In queues">${s-i}<//>
      <${S} name="Deliveries waiting">${e.waiting}<//>
      <${S} name="Longest waiting"><${w} at=${ca(t)} show="ago" /><//>
      <${S} name="Longest overdue">${e.oldest_due_seconds?je(e.oldest_due_seconds):"nothing"}<//>
      <${S} name="Poison messages">${i}<//>
    </dl>
  </section>`}function ca(e){return e.map(t=>t.status.oldest_waiting_at).filter(t=>t!==void 0).sort()[0]}var ua=[{key:"name",label:"Webhook",sort:e=>e.name,cell:e=>a`<${A} to=${y(C("webhooks",e.webhook_id))} class="strong"><${k}>${e.name}<//><//>
      <span class="muted host"><${k}>${bt(e.url)}<//></span>`},{key:"state",label:"State",sort:e=>Ne[e.status.state].rank,cell:e=>a`<${mo} webhook=${e} />`},{key:"activity",label:"Last 24 hours",sort:e=>jo(e.activity),cell:e=>a`<${da} activity=${e.activity} />`},{key:"waiting",label:"Waiting",number:!0,sort:e=>e.status.waiting??0,cell:e=>$a(e.status)},{key:"success",label:"Last success",sort:e=>Date.parse(e.status.last_success_at??"")||aa,cell:e=>a`<${w} at=${e.status.last_success_at} show="ago" />`},{key:"types",label:"Event types",cell:e=>a`<${ha} names=${e.event_types} />`}];function jo({delivered:e,failed:t}){return e+t>0?t/(e+t):-1}function da({activity:e}){let{delivered:t,failed:n,dropped:o}=e;if(t+n+o===0)return a`<span class="muted">nothing sent</span>`;let r=jo(e),s=`${t} delivered, ${n} attempts failed, ${o} dropped`;return a`<span class="activity" title=${s}>
    <${Ao} bars=${pa(e)} label=${`Last ${un} hours: ${s}`} />
    <span class=${r>0?"share":"muted"}>${fa(r)} failed</span>
  </span>`}function pa({hours:e}){let t=new Map(e.map(o=>[Date.parse(o.at),o])),n=Math.floor(Date.now()/cn)*cn;return Array.from({length:un},(o,r)=>{let s=t.get(n-(un-1-r)*cn);return{good:s?.delivered??0,bad:(s?.failed??0)+(s?.dropped??0)}})}function fa(e){return e<=0?"0 %":e<.01?"< 1 %":`${e<.1?(e*100).toFixed(1):Math.round(e*100)} %`}function $a(e){return e.waiting===void 0?"–":e.waiting_is_capped?`${e.waiting}+`:e.waiting}function ha({names:e}){let t=e.slice(0,2).join(", ");return e.length<=2?a`<span class="types">${t}</span>`:a`<span class="types" title=${e.join(", ")}>${t} <span class="muted">+${e.length-2}</span></span>`}function ma({rows:e}){let[t]=E(),n=e.filter(o=>va(o,t));return a`<section aria-labelledby="webhooks-title">
    <h2 id="webhooks-title">Webhooks <span class="muted">${_a(n.length,e.length)}</span></h2>
    <${re} label="Filter the webhooks" clear=${["q","state"]}>
      <${le} name="q" label="Search" placeholder="Name, host, type or id" />
      <${se} name="state" label="State" any="Every state" options=${ba(e)} />
    <//>
    ${n.length>0?a`<${pe} caption="Webhooks" columns=${ua} rows=${n} rowKey=${o=>o.webhook_id} order="state" epoch=${`${t.q} ${t.state}`} />`:a`<${z} title=${e.length?"No webhook fits these filters.":"There are no webhooks yet."} />`}
  </section>`}function _a(e,t){return e===t?`${t}`:`${e} of ${t}`}function ba(e){return Object.entries(Ne).map(([t,{label:n}])=>{let o=e.filter(r=>r.status.state===t).length;return{value:t,label:`${n} (${o})`}})}function va(e,t){if(t.state&&e.status.state!==t.state)return!1;let n=`${e.name} ${e.webhook_id} ${e.url} ${e.event_types.join(" ")}`.toLowerCase();return(t.q??"").toLowerCase().split(/\s+/).every(o=>n.includes(o))}var pn="relay-job ",ga=3,dn=new Set([]),Q=new B({});function Go(e){let t=Q.value[e];if(t)return t;let n=ka(e);if(!n)return;let r=n.state==="running"?{...n,state:"stopped",lost:!0}:n;return Q.set({...Q.value,[e]:r}),r}function St(e,t){return Qe(e,{...t,done:0,state:"running"}),$n(e)}function fn(e){let t=Q.value[e];t?.state==="running"&&Qe(e,{...t,state:"stopped"})}function Jo(e){let{[e]:t,...n}=Q.value;Q.set(n);try{sessionStorage.removeItem(pn+e)}catch{}}async function $n(e){let t=Q.value[e];if(!t||(Qe(e,{...t,state:"running",failure:void 0}),dn.has(e)))return;dn.add(e);let n=t.kind==="recover"?ga:Number.POSITIVE_INFINITY,o=0;for(;Q.value[e]?.state==="running"&&o<n;)o=await ya(e)===0?o+1:0;dn.delete(e),fn(e)}async function ya(e){let t=Q.value[e];try{let n=t.cursor?{...t.body,cursor:t.cursor}:t.body,o=await L("POST",`${e}/${t.kind}`,n),r=o.recovered??o.resent??0,s=Q.value[e];return s&&Qe(e,wa(s,o,r)),r}catch(n){let o=n instanceof Y?n:new Y(0,"The page failed",String(n)),r=t.lost||o.status===0;return Q.value[e]&&Qe(e,{...t,state:"stopped",failure:o,lost:r}),0}}function wa(e,t,n){let o=e.done+n,r=e.kind==="recover"&&!e.isMore&&o>=e.total,s=!t.more||r?"finished":e.state;return{...e,done:o,cursor:t.cursor,state:s}}function Qe(e,t){Q.set({...Q.value,[e]:t});let{failure:n,...o}=t;try{sessionStorage.setItem(pn+e,JSON.stringify(o))}catch{}}function ka(e){try{return JSON.parse(sessionStorage.getItem(pn+e)??"null")??void 0}catch{return}}var xa=864e5,Sa={do:void 0,from:void 0,to:void 0,states:void 0};function Yo(){Fe({do:"recover"})}function Zo({webhook:e,path:t}){let[n,o]=E(),[r]=_(()=>Date.now()),s=n.from??new Date(r-xa).toISOString(),i=n.to??new Date(r).toISOString(),l=(n.states??"dropped").split(","),u={since:s,until:i,states:l},p=M(h=>L("POST",`${t}/recover`,{...u,dry_run:!0},h)),[c,$]=_(void 0);T(()=>$(void 0),[s,i,n.states]);let f=()=>o(Sa);async function d(h){h.preventDefault(),o({from:s,to:i,states:l.join(",")}),$(await p.run())}function m(){if(!c)return;let h=[s,i].map(b=>Te(new Date(b),!1)).join(" to ");St(t,{kind:"recover",title:`Recovering what was received from ${h}`,body:u,total:c.matching,isMore:c.more}),f()}return a`<${j} title="Recover deliveries" onClose=${f}>
    <p>Sends again what was received in a stretch of time, at a pace that the receiver can bear.</p>
    ${!e.enabled&&a`<p class="todo">The webhook is disabled: enable it first.</p>`}
    <form onSubmit=${d}>
      <div class="columns">
        <${zo} label="Received from" at=${s} error=${p.failure?.about("since")} onChange=${h=>o({from:h})} />
        <${zo} label="Until" at=${i} error=${p.failure?.about("until")} onChange=${h=>o({to:h})} />
      </div>
      <fieldset>
        <legend>Which</legend>
        <${Qo} of=${l} value="dropped" label="Dropped: the relay gave them up" onChange=${o} />
        <${Qo} of=${l} value="waiting" label="Waiting: they have failed and wait for their next attempt" onChange=${o} />
      </fieldset>
      <${x} failure=${p.failure} />
      <p role="status">${c&&hn(c)}</p>
      <div class="actions">
        ${c&&c.matching>0?a`<button type="button" class="primary" disabled=${!e.enabled} onClick=${m}>Send ${c.matching.toLocaleString()} again</button>`:a`<button type="submit" class="primary" disabled=${p.busy}>${p.busy?"Counting …":"Count"}</button>`}
        <button type="button" onClick=${f}>Cancel</button>
      </div>
    </form>
  <//>`}function hn({matching:e,more:t}){return e===0?"Nothing matches.":t?`More than ${e.toLocaleString()} deliveries match.`:e===1?"1 delivery matches.":`${e.toLocaleString()} deliveries match.`}function zo({label:e,at:t,error:n,onChange:o}){return a`<${K} label=${e} error=${n}>
    ${r=>a`<input
      id=${r.id}
      type="datetime-local"
      step="1"
      required
      aria-describedby=${r.describedBy}
      aria-invalid=${r.invalid}
      value=${on(t)}
      onChange=${s=>{let i=rn(s.currentTarget.value);i&&o(i)}}
    />`}
  <//>`}function Qo({of:e,value:t,label:n,onChange:o}){let r=e.includes(t),s=r&&e.length===1;function i(){let l=r?e.filter(u=>u!==t):[...e,t];o({states:l.join(",")})}return a`<label class="check">
    <input type="checkbox" checked=${r} disabled=${s} onChange=${i} />
    ${n}
  </label>`}var Ta="relay.";function Xo(e,t){return e.includes(t)?!0:t.toLowerCase().startsWith(Ta)?!1:e.some(n=>n.endsWith("*")&&t.startsWith(n.slice(0,-1)))}function Le(e,t){let n=t.filter(({example:o})=>o!==void 0);return{wanted:n.filter(({name:o})=>Xo(e,o)),others:n.filter(({name:o})=>!Xo(e,o))}}function tr({webhook:e,path:t,onSent:n,onClose:o}){let r=D(f=>O("/api/event-types",{},f),[]),[s,i]=_(""),{wanted:l,others:u}=Le(e.event_types,r.data??[]),p=s||([...l,...u][0]?.name??""),c=M(f=>L("POST",`${t}/send-example`,{event_type:p},f));async function $(f){f.preventDefault(),await c.run()&&(G(`An example of ${p} is on its way.`),n(),o())}return a`<${j} title="Send an example" onClose=${o}>
    <form onSubmit=${$}>
      <p>The example of an event type goes to this webhook alone, as a delivery like any other.</p>
      <${K} label="Event type" error=${c.failure?.about("event_type")}>
        ${f=>a`<select
          id=${f.id}
          aria-describedby=${f.describedBy}
          value=${p}
          onChange=${d=>i(d.currentTarget.value)}
        >
          ${l.length>0&&a`<optgroup label="It is subscribed to">${l.map(er)}</optgroup>`}
          ${u.length>0&&a`<optgroup label="Others">${u.map(er)}</optgroup>`}
        </select>`}
      <//>
      <${x} failure=${r.failure??c.failure} />
      <div class="actions">
        <button type="submit" class="primary" disabled=${c.busy||!p}>${c.busy?"Sending …":"Send"}</button>
        <button type="button" onClick=${o}>Cancel</button>
      </div>
    </form>
  <//>`}function er({name:e}){return a`<option key=${e} value=${e}>${e}</option>`}function nr({webhook:e,path:t,onSent:n,reload:o}){let[r]=E(),[s,i]=_(!1),l=M(f=>L("POST",`${t}/ping`,void 0,f)),u=M(f=>L("POST",`${t}/enable`,void 0,f)),{enabled:p}=e;async function c(){await l.run()&&(G("A ping is on its way. It comes up in the list in a moment."),n())}async function $(){await u.run()&&(G("The webhook is enabled."),o())}return a`<div class="actions">
      ${!p&&a`<button type="button" class="primary" disabled=${u.busy} onClick=${$}>Enable</button>`}
      <button type="button" disabled=${l.busy||!p} onClick=${c}>Ping</button>
      <button type="button" disabled=${!p} onClick=${()=>i(!0)}>Send an example …</button>
      <button type="button" onClick=${Yo}>Recover …</button>
      <${A} to=${y(`${C("webhooks",e.webhook_id)}/edit`)} class="button">Edit<//>
    </div>
    ${[l,u].map(({failure:f},d)=>f&&a`<div class="wide" key=${d}><${x} failure=${f} /></div>`)}
    ${s&&a`<${tr} webhook=${e} path=${t} onSent=${n} onClose=${()=>i(!1)} />`}
    ${r.do==="recover"&&a`<${Zo} webhook=${e} path=${t} />`}`}var Oe=["state","type","status","event","range","since","until"];function Me(e){return{state:e.state,event_type:e.type,status_code:e.status,event_id:e.event,since:Je(e),until:e.until}}function or(e,t){return t.state&&e.state!==t.state||t.type&&e.event_type!==t.type||t.status&&String(e.last_attempt?.status)!==t.status?!1:!t.until||e.received_at<=t.until}function mn(e){let{state:t,type:n,status:o,event:r,range:s,since:i,until:l}=e;return[t&&`state ${mt[t]?.label??t}`,n&&`type ${n}`,o&&`latest answer ${o}`,r&&`event ${r}`,s&&`received in the last ${s}`,i&&`received since ${new Date(i).toLocaleString()}`,l&&`received until ${new Date(l).toLocaleString()}`].filter(Boolean).join(", ")}function rr({types:e}){let t=Object.entries(mt).map(([o,{label:r}])=>({value:o,label:r})),n=e.map(o=>({value:o,label:o}));return a`<${re} label="Filter the deliveries" clear=${Oe}>
    <${se} name="state" label="State" any="Every state" options=${t} />
    <${se} name="type" label="Type" any="Every type" options=${n} />
    <${nn} name="status" label="Status code" input=${{inputmode:"numeric",maxlength:3}} class="narrow" />
    <${gt} />
    <${le} name="event" label="Event id" placeholder="The whole id" />
  <//>`}var Ca=[{key:"delivered",label:"Delivered",tone:"good"},{key:"waiting",label:"Waiting",tone:"warn"},{key:"queued",label:"Queued",tone:"info"},{key:"dropped",label:"Dropped",tone:"bad"}],Oa=[{key:"p50_ms",label:"p50: half are quicker",tone:"info"},{key:"p95_ms",label:"p95: 19 of 20 are",tone:"warn"}];function sr({path:e,changes:t}){let[n]=E(),o=Oe.filter(i=>i!=="event").map(i=>n[i]),r=D(i=>O(`${e}/delivery-summary`,Ea(n),i),[e,t,...o]),s=r.data;return a`<section aria-labelledby="charts-title">
    <h2 id="charts-title">Latest deliveries in charts ${s&&a`<${Da} summary=${s} />`}</h2>
    ${!s&&r.failure&&a`<${x} failure=${r.failure} retry=${r.reload} />`}
    <div class="charts" aria-busy=${r.loading}>
      ${s&&s.deliveries>0&&a`<${Ra} summary=${s} />`}
      ${s?.deliveries===0&&a`<p class="muted">There are none to draw.</p>`}
    </div>
  </section>`}function Ea(e){let{event_id:t,...n}=Me(e);return n}function Da({summary:e}){let{deliveries:t,more:n,since:o,until:r}=e;if(t===0)return null;let s=t.toLocaleString();return a`<span class="muted">${n?`the latest ${s}`:s}, received from <${w} at=${o} show="clock" /> to <${w} at=${r} show="clock" /></span>`}function Ra({summary:e}){let t=e.buckets.map(({at:s,...i})=>({at:s,values:i})),{p50_ms:n,p95_ms:o}=e,r=n===void 0?"Durations":`Durations: p50 ${ee(n)}, p95 ${ee(o)}`;return a`<div class="card"><${Ho} title="Outcomes, by when received" buckets=${t} series=${Ca} /></div>
    <div class="card"><${Wo} title=${r} buckets=${t} series=${Oa} /></div>
    <div class="card"><${Uo} title="Latest answers and errors" rows=${e.results.map(Fa)} /></div>`}function Fa({result:e,text:t,count:n}){let o=Number(e),r=o>=200&&o<300;return{label:o?`HTTP ${e}`:e,count:n,tone:r?"good":e==="unknown"?"off":"bad",note:t.replace(/^the receiver answered \d+ ?/,"")}}var Na=25,Ia=8,La=100,Ma=5e3;function Ye(e){return`${e.event_id} ${e.received_at}`}function Tt(e,t,n){let o=[e,n,...Oe.map(g=>t[g])],r=`${e}/deliveries`,s=W([]),i=D((g,R)=>R?Pa(r,t,{before:R,rows:s.current},g):Aa(r,t,g),o,{refresh:!0}),{first:l,updates:u}=i.data??ar,[p,c]=_([]),[$,f]=_([]);T(()=>{c([]),f([])},[l]);let d=xe(()=>[...$,...l.deliveries,...p.flatMap(R=>R.deliveries)].map(R=>u.get(Ye(R))??R),[l,p,$,u]);s.current=d;let m=xe(()=>Ua(u,d,t),[u,d]),h=(p.at(-1)??l).cursor,b=M(g=>ir(r,t,h,g)),v=ie(async()=>{let g=await b.run();g&&c(R=>[...R,g])},[b.run]);return{rows:d,fresh:m.length,missed:i.data?.missed??!1,showFresh:()=>i.data?.missed?i.reload():f([...m,...$]),cursor:h,older:{busy:b.busy,failure:b.failure,load:v},loaded:i}}var ar={first:{deliveries:[]},updates:new Map,gone:!1,missed:!1,refreshes:0};async function Aa(e,t,n){return{...ar,updates:new Map,first:await ir(e,t,void 0,n)}}async function ir(e,t,n,o){let r=n;for(let s=1;;s+=1){let i={...Me(t),limit:Na,cursor:r},l=await O(e,i,o);if(r=l.cursor,l.deliveries.length>0||!r||s===Ia)return l}}async function Pa(e,t,{before:n,rows:o},r){let s=n.refreshes+1,i=t.event?{event_id:t.event}:s%2===0&&Wa(o)||Ha(o),l={...i,limit:La,with_status:!0},u=await O(e,l,r),p=new Map(n.updates);for(let f of u.deliveries)p.set(Ye(f),f);let c=u.deliveries.at(-1)?.received_at??"",$=!!u.cursor&&!("until"in i)&&c>Ct(o);return{first:n.first,updates:p,status:u.status,gone:u.status===void 0,missed:n.missed||$,refreshes:s}}function Ct(e){return e[0]?.received_at??""}function Ha(e){let t=`${new Date().toISOString().slice(0,10)}T00:00:00.000Z`,o=e.filter(r=>lr(r)&&r.received_at>=t).at(-1)?.received_at??Ct(e);return o<t?{since:t}:{since:new Date(Math.max(Date.parse(t),Date.parse(o)-Ma)).toISOString()}}function Wa(e){let t=new Date().toISOString().slice(0,10),n=e.filter(s=>lr(s)&&s.received_at.slice(0,10)<t),o=n.at(-1)?.received_at;if(!o)return null;let r=n.filter(s=>s.received_at.slice(0,10)===o.slice(0,10));return{since:o,until:Ct(r)}}function lr(e){return e.state==="waiting"||e.state==="queued"}function Ua(e,t,n){let o=new Set(t.map(Ye)),r=Ct(t);return[...e.entries()].filter(([s,i])=>!o.has(s)&&or(i,n)&&i.received_at>=r).map(([,s])=>s).sort((s,i)=>s.received_at<i.received_at?1:-1)}function Ot({known:e,webhookId:t,types:n,onShown:o,reload:r,children:s}){let i=W(null);function l(){e.showFresh(),o?.(),i.current?.focus()}let{data:u,failure:p,loading:c}=e.loaded;return a`<section aria-labelledby="deliveries-title">
    <div class="section-head">
      <h2 id="deliveries-title" tabindex="-1" ref=${i}>Deliveries <span class="muted">newest first</span></h2>
      <div class="actions">
        ${s}
        <button type="button" onClick=${r}>Refresh</button>
      </div>
    </div>
    <${rr} types=${qa(n,e.rows)} />
    <div class="new-rows" role="status">
      ${(e.fresh>0||e.missed)&&a`<button type="button" onClick=${l}>${Ba(e)}</button>`}
    </div>
    ${u?a`<${x} failure=${p} retry=${r} /><${Ka} known=${e} webhookId=${t} loading=${c} />`:a`<${N} of=${e.loaded} what="the deliveries" />`}
  </section>`}function Ba({fresh:e,missed:t}){return t?"Many new deliveries":`${e} new ${e===1?"delivery":"deliveries"}`}function qa(e,t){let n=[...e,...t.map(o=>o.event_type)];return[...new Set(n)].filter(o=>!o.includes("*")).sort()}function Ka({known:e,webhookId:t,loading:n}){let[o]=E(),{rows:r,cursor:s,older:i}=e,u=Oe.some(p=>o[p])?"No delivery fits these filters.":"Nothing has been sent to it yet.";return a`<div aria-busy=${n}>
    ${r.length>0?a`<${pe}
          caption="Deliveries, newest first"
          columns=${Va(t)}
          rows=${r}
          rowKey=${Ye}
        />`:a`<${z} title=${s?"Nothing was found so far.":u} />`}
    <${x} failure=${i.failure} />
    ${s&&a`<button type="button" class="more" disabled=${i.busy} onClick=${i.load}>${i.busy?"Loading …":"Older"}</button>`}
  </div>`}function Va(e){return[{key:"event",label:"Event",cell:t=>a`<${A} to=${y(C("webhooks",e,"deliveries",t.event_id))} class="id"><code>${t.event_id}</code><//>
        <span class="muted host">${t.event_type}</span>`},{key:"state",label:"State",cell:t=>a`<${ja} row=${t} />`},{key:"last",label:"Latest attempt",cell:t=>a`<${Ga} row=${t} />`},{key:"attempts",label:"Attempts",number:!0,cell:t=>t.attempts},{key:"received",label:"Received",cell:t=>a`<${w} at=${t.received_at} />`}]}function ja({row:e}){return a`<span class="state">
    <${me} state=${e.state} />
    <span class="why">
      ${e.reason&&_e(e.reason)}
      ${e.state==="waiting"&&e.next_attempt_at&&a`next <${w} at=${e.next_attempt_at} show="ago" />`}
    </span>
  </span>`}function Ga({row:e}){let{last_attempt:t}=e;if(!t)return a`<span class="muted">${e.held?"held back":"none yet"}</span>`;let{text:n}=oe(t);return a`${n} <span class="muted">in ${ee(t.duration_ms)}, <${w} at=${t.at} show="ago" /></span>`}function cr({id:e,name:t,path:n}){let[o]=E(),[r,s]=_(0),i=ie(()=>s(c=>c+1),[]),l=Tt(n,o,r),{data:u,failure:p}=l.loaded;return a`<${U} title=${t} of=${e} />
    ${u?a`<${Ja} id=${e} />
          <${Ot} known=${l} webhookId=${e} types=${[]} reload=${i} />`:p?.status===404?a`<${za} />`:a`<${N} of=${l.loaded} what="what is kept of its deliveries" />`}`}function Ja({id:e}){let t=y(C("webhooks",e),{state:"dropped"});return a`<section class="card situation off" aria-label="How it is doing">
    <div class="situation-state" role="status"><${V} tone="off">Deleted<//></div>
    <p>
      The webhook is deleted, and nothing is sent to it any more. Its deliveries are kept for a while;
      ${" "}<a href=${t}>what was given up</a> is among them.
    </p>
  </section>`}function za(){return a`<${z} title="There is no webhook of this id.">
    <p>If there was one, nothing is kept of it any more. <a href=${y("")}>To the overview</a></p>
  <//>`}function ur({path:e,onEnd:t}){let o=F(Q)[e];T(()=>{Go(e)},[e]);let r=W(o?.state);return T(()=>{r.current&&r.current!=="finished"&&o?.state==="finished"&&t(),r.current=o?.state},[o?.state]),o?a`<section class="card job" aria-labelledby="job-title">
    <h2 id="job-title"><${k}>${o.title}<//></h2>
    <progress aria-labelledby="job-title" max=${Math.max(1,o.total)} value=${Math.min(o.done,Math.max(1,o.total))}></progress>
    <p role="status">${Qa(o)}</p>
    <${x} failure=${o.failure} />
    <div class="actions"><${Ya} job=${o} path=${e} /></div>
  </section>`:null}function Qa(e){let t=`${e.done.toLocaleString()} of ${e.isMore?"more than ":""}${e.total.toLocaleString()}`;switch(e.state){case"running":return`${t} are queued again …`;case"stopped":return`Stopped after ${e.lost?"at least ":""}${t}. It can go on from here.`;default:return`Done: ${e.lost?"all":e.done.toLocaleString()} are queued again. The relay sends them at a pace that the receiver can bear.`}}function Ya({job:e,path:t}){return e.state==="running"?a`<button type="button" onClick=${()=>fn(t)}>Stop</button>`:a`${e.state==="stopped"&&a`<button type="button" class="primary" onClick=${()=>$n(t)}>Go on</button>`}
    <button type="button" onClick=${()=>Jo(t)}>${e.state==="stopped"?"Give up":"Close"}</button>`}function dr({webhook:e,path:t}){let[n]=E(),o=()=>Fe({do:void 0});return a`<button type="button" onClick=${()=>Fe({do:"resend"})}>Resend all that match …</button>
    ${n.do==="resend"&&(mn(n)?a`<${Xa} webhook=${e} path=${t} onClose=${o} />`:a`<${Za} onClose=${o} />`)}`}function Za({onClose:e}){return a`<${j} title="Resend all that match" onClose=${e}>
    <p>Filter the list first, for instance by state, status code or time: what it then shows is what is sent again.</p>
    <div class="actions"><button type="button" class="primary" onClick=${e}>To the filters</button></div>
  <//>`}function Xa({webhook:e,path:t,onClose:n}){let[o]=E(),[r]=_(()=>ei(Me(o))),s=D(p=>L("POST",`${t}/resend`,{...r,dry_run:!0},p),[t]),i=s.data,l=mn(o);function u(){if(!i)return;let p=`Sending again: ${l}`;St(t,{kind:"resend",title:p,body:r,total:i.matching,isMore:i.more}),n()}return a`<${j} title="Resend all that match" onClose=${n}>
    <p>The filters of the list: <strong><${k}>${l}<//></strong>.</p>
    ${o.state===void 0&&a`<p class="todo">Among these are deliveries that have arrived: the receiver gets them twice. Filter by state to leave them out.</p>`}
    ${!e.enabled&&a`<p class="todo">The webhook is disabled: enable it first.</p>`}
    ${i?a`<p role="status">${hn(i)}</p>`:a`<${N} of=${s} what="how many there are" />`}
    <div class="actions">
      <button type="button" class="primary" disabled=${!i?.matching||!e.enabled} onClick=${u}>
        ${i?.matching?`Send ${i.matching.toLocaleString()} again`:"Send again"}
      </button>
      <button type="button" onClick=${n}>Cancel</button>
    </div>
  <//>`}function ei(e){let t=e.status_code?Number(e.status_code):void 0;return{...e,status_code:t,until:e.until??new Date().toISOString()}}var Ze={onefuzz:{label:"OneFuzz",hint:"An object with event_id, event_type, event and webhook_id."},event_grid:{label:"Event Grid",hint:"An array with one Event Grid event; the payload is in data."},cloudevents:{label:"CloudEvents 1.0",hint:"A CloudEvents event; the payload is in data."},bare:{label:"Payload alone",hint:"The payload as it was posted, and nothing else."}};var pr={name:"",url:"",types:[],format:"onefuzz",signing:"symmetric",secretChoice:"generate",secret:"",replaceHeaders:!0,headers:[],inFlight:"",rate:"",filter:""};function fr(e){return{name:e.name,url:e.url,types:e.event_types,format:e.message_format,signing:e.signing,secretChoice:"keep",secret:"",replaceHeaders:!1,headers:(e.headers??[]).map(t=>({name:t,value:""})),inFlight:String(e.max_in_flight??""),rate:String(e.rate_per_second??""),filter:e.filter?JSON.stringify(e.filter,null,2):""}}function Et(e){return{name:e.name,url:e.url.trim(),event_types:e.types,message_format:e.format,signing:e.signing,...hr(e),headers:e.headers.length>0?mr(e.headers):void 0,max_in_flight:Ae(e.inFlight),rate_per_second:Ae(e.rate),filter:Xe(e.filter)}}function $r(e,t){return{...be(e,t,"name","name",e.name),...be(e,t,"url","url",e.url.trim()),...be(e,t,"types","event_types",e.types),...be(e,t,"format","message_format",e.format),...be(e,t,"signing","signing",e.signing),...hr(e),...e.replaceHeaders?{headers:mr(e.headers)}:{},...be(e,t,"inFlight","max_in_flight",Ae(e.inFlight)??0),...be(e,t,"rate","rate_per_second",Ae(e.rate)??0),...be(e,t,"filter","filter",Xe(e.filter)??null)}}function be(e,t,n,o,r){return JSON.stringify(e[n])===JSON.stringify(t[n])?{}:{[o]:r}}function hr({secretChoice:e,secret:t}){return e==="generate"?{generate_secret:!0}:e==="own"?{secret_token:t}:{}}function mr(e){let t=e.filter(({name:n,value:o})=>n.trim()||o);return Object.fromEntries(t.map(({name:n,value:o})=>[n.trim(),o]))}function Ae(e){if(e.trim()==="")return;let t=Number(e);return Number.isNaN(t)?e:t}function Xe(e){return e.trim()===""?void 0:JSON.parse(e)}function Dt({secret:e,onClose:t}){let[n,o]=_(!1);return a`<${j} title="The secret, shown this once" onClose=${()=>n?t():o(!0)}>
    <p>Give it to the receiver, which verifies with it what the relay signs. Nobody can read it again, not here either.</p>
    <p class="secret"><${ue} text=${e} what="the secret" /></p>
    <p role="status" class="todo">${n?"It will not be shown again. Close once more if you have it.":""}</p>
    <div class="actions"><button type="button" class="primary" onClick=${t}>I have stored it</button></div>
  <//>`}function _r({webhook:e,path:t,reload:n,onClose:o}){let[r,s]=_(""),[i,l]=_("24"),[u,p]=_(""),c=M(m=>L("POST",`${t}/rotate-secret`,ti(r,i),m));async function $(m){m.preventDefault();let h=await c.run();if(h){if(h.secret_token)return p(h.secret_token);G("The secret is replaced."),f()}}function f(){o(),n()}if(u)return a`<${Dt} secret=${u} onClose=${f} />`;let{failure:d}=c;return a`<${j} title=${e.has_secret?"Rotate the secret":"Give it a secret"} onClose=${o}>
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
      <${x} failure=${d} />
      <div class="actions">
        <button type="submit" class="primary" disabled=${c.busy}>Rotate</button>
        <button type="button" onClick=${o}>Cancel</button>
      </div>
    </form>
  <//>`}function ti(e,t){return{secret_token:e||void 0,grace_period_hours:Ae(t)}}function br({webhook:e,path:t,reload:n}){let[o,r]=_(""),s=()=>r("");return a`<div class="actions">
      ${e.enabled&&a`<button type="button" onClick=${()=>r("disable")}>Disable …</button>`}
      <button type="button" onClick=${()=>r("rotate")}>Rotate the secret …</button>
      <button type="button" class="danger" onClick=${()=>r("delete")}>Delete …</button>
    </div>
    ${o==="disable"&&a`<${ni} webhook=${e} path=${t} reload=${n} onClose=${s} />`}
    ${o==="rotate"&&a`<${_r} webhook=${e} path=${t} reload=${n} onClose=${s} />`}
    ${o==="delete"&&a`<${oi} webhook=${e} path=${t} onClose=${s} />`}`}function ni({webhook:e,path:t,reload:n,onClose:o}){let r=M(l=>L("POST",`${t}/disable`,void 0,l)),s=e.status?.waiting;async function i(){await r.run()&&(G("The webhook is disabled."),n(),o())}return a`<${j} title="Disable the webhook?" onClose=${o}>
    <p>
      Nothing is delivered to it any more, and new events are not kept for it.
      ${s?a` <strong>What waits (${s}) is given up;</strong> it can be recovered after the webhook is enabled.`:""}
    </p>
    <${x} failure=${r.failure} />
    <div class="actions">
      <button type="button" class="danger" disabled=${r.busy} onClick=${i}>Disable</button>
      <button type="button" onClick=${o}>Cancel</button>
    </div>
  <//>`}function oi({webhook:e,path:t,onClose:n}){let[o,r]=_(""),s=M(p=>L("DELETE",t,void 0,p)),i=te(e.name).trim(),l=[i,e.name.trim()].includes(o.trim());async function u(p){p.preventDefault(),l&&await s.run()&&(G("The webhook is deleted."),Se(y("")))}return a`<${j} title="Delete the webhook?" onClose=${n}>
    <form onSubmit=${u}>
      <p>Its settings and its secret are gone for good, and what waits for it is given up.</p>
      <${K} label=${a`Type its name to confirm: <${k}>${i}<//>`}>
        ${p=>a`<input
          id=${p.id}
          autocomplete="off"
          spellcheck=${!1}
          value=${o}
          onInput=${c=>r(c.currentTarget.value)}
        />`}
      <//>
      <${x} failure=${s.failure} />
      <div class="actions">
        <button type="submit" class="danger" disabled=${!l||s.busy}>Delete</button>
        <button type="button" onClick=${n}>Cancel</button>
      </div>
    </form>
  <//>`}function vr({webhook:e,path:t,reload:n}){let{headers:o=[],filter:r}=e;return a`<details class="card settings">
      <summary><h2>Settings</h2> <span class="muted">${ri(e)}</span></summary>
      <dl class="facts">
        <${S} name="URL, without its query"><code><${k}>${e.url}<//></code><//>
        <${S} name="Id"><${ue} text=${e.webhook_id} what="the webhook's id" /><//>
        <${S} name="Message format">${Ze[e.message_format]?.label??e.message_format}<//>
        <${S} name="Secret"><${ai} webhook=${e} /><//>
        ${e.public_key&&a`<${S} name="Public key (ed25519)"><${ue} text=${e.public_key} what="the public key" /><//>`}
        <${S} name="Attempts at once">${e.max_in_flight??"no limit of its own"}<//>
        <${S} name="Attempts a second">${e.rate_per_second??"no limit of its own"}<//>
        <${S} name="Made"><${w} at=${e.created_at} /><//>
        <${S} name="Headers">${o.length===0?"none":o.map(s=>a`<code key=${s} class="tag">${s}</code> `)}<//>
      </dl>
      <div>
        <h3>Event types <span class="muted">${e.event_types.length}</span></h3>
        <p class="tags">${e.event_types.map(s=>a`<${si} key=${s} name=${s} />`)}</p>
      </div>
      ${r&&a`<div><h3>Filter</h3><${X} text=${ht(r)} what="the filter" /></div>`}
      <${br} webhook=${e} path=${t} reload=${n} />
    </details>`}function ri(e){let t=e.event_types.length;return[`${t} event ${t===1?"type":"types"}`,Ze[e.message_format]?.label??e.message_format,e.has_secret?"signed":"not signed",e.filter?"with a filter":""].filter(Boolean).join(", ")}function si({name:e}){return e.includes("*")?a`<code class="tag">${e}</code> `:a`<${A} to=${y(C("event-types",e))} class="tag">${e}<//> `}function ai({webhook:e}){if(e.secrets_unreadable)return"cannot be read: the relay lacks the key that encrypted it";if(!e.has_secret)return"none: deliveries are not signed";let t=e.previous_secret_until;return a`kept, and never shown${t&&a`; the one before signs too until <${w} at=${t} />`}`}function yr({webhook:e}){let{status:t}=e;if(!t)return null;let{tone:n,label:o}=Ne[t.state],r=t.state==="healthy"&&t.waiting?"warn":n;return a`<section class=${`card situation ${r}`} aria-label="How it is doing">
    <div class="situation-state" role="status"><${V} tone=${r}>${r===n?o:"Some wait"}<//></div>
    <div>${ii[t.state](t,e)}</div>
    <dl class="facts">
      <div><dt>Waiting</dt><dd>${wr(t)}</dd></div>
      ${t.oldest_waiting_at&&a`<div><dt>Oldest waiting</dt><dd><${w} at=${t.oldest_waiting_at} show="ago" /></dd></div>`}
      ${t.last_failure_at&&a`<div><dt>Last failure</dt><dd><${w} at=${t.last_failure_at} show="ago" /></dd></div>`}
      <div><dt>Last success</dt><dd><${w} at=${t.last_success_at} show="ago" /></dd></div>
    </dl>
  </section>`}var ii={healthy:e=>e.waiting?a`<p>Deliveries arrive. ${gr(e)} ${Rt(e,"The next attempt is due")}</p>`:a`<p>Deliveries arrive, and nothing waits.</p>`,retrying:e=>a`<p>
      Deliveries have failed lately, and are attempted again. ${gr(e)} ${Rt(e,"The next attempt is due")}
    </p>
    <${_n} status=${e} />`,failing:e=>a`<p>
      Nothing has arrived since <${w} at=${e.failing_since} />. The relay keeps the deliveries and
      tries the receiver with one at a time. ${Rt(e,"The next try is due")}
    </p>
    <${_n} status=${e} />
    <p class="muted">Once one arrives, the others follow by themselves.</p>`,paused:e=>a`<p>
      The receiver asked for a pause until <${w} at=${e.paused_until} />.
      ${" "}The relay keeps the deliveries. ${Rt(e,"The next attempt is due")}
    </p>
    <${_n} status=${e} />`,disabled:(e,t)=>a`<p>
      Nothing is delivered, and events are not kept for it. ${t.disabled_at&&a`Disabled <${w} at=${t.disabled_at} />`}${t.disabled_reason&&a`: <${k}>${li(t.disabled_reason)}<//>`}.
    </p>
    <p class="todo">${ci(t)}</p>`};function _n({status:e}){if(!e.last_error)return null;let{text:t,todo:n}=_t(e.last_error);return a`<p><strong>Latest error:</strong> ${e.last_error_text??t}.</p>
    ${n&&a`<p class="todo">${n}</p>`}`}function wr(e){return e.waiting===void 0?"–":e.waiting_is_capped?`${e.waiting}+`:`${e.waiting}`}function gr(e){return e.waiting?e.waiting===1?"1 delivery waits.":`${wr(e)} deliveries wait.`:""}function Rt(e,t){return e.next_attempt_at&&a`${t} <${w} at=${e.next_attempt_at} show="ago" />.`}function li(e){return e==="answered 410 Gone"?"the receiver answered 410 Gone":e}function ci({disabled_reason:e=""}){return`${e.includes("410")?"If the receiver has moved, change the URL first. ":""}Enable it to deliver again; then recover what was given up meanwhile.`}function kr({parameters:e}){let t=e.webhook??"",n=`/api/${C("webhooks",t)}`,o=D(c=>O(n,{},c),[n]),r=o.data,[s,i]=_(0),l=ie(()=>i(c=>c+1),[]),u=vt(l,[1500]),p=a`<nav class="crumbs" aria-label="Breadcrumb"><a href=${y("")}>Overview</a></nav>`;return o.failure?.status===404?a`${p}<${cr} id=${t} name=${r?.name??t} path=${n} />`:a`${p}
    <${U} title=${r?r.name:"Webhook"} of=${r?bt(r.url):t}>
      ${r&&a`<${nr} webhook=${r} path=${n} onSent=${u} reload=${o.reload} />`}
    <//>
    ${r?a`<${x} failure=${o.failure} retry=${o.reload} />
        <${ui} webhook=${r} path=${n} changes=${s} again=${l} reload=${o.reload} />`:a`<${N} of=${o} what="the webhook" />`}`}function ui({webhook:e,path:t,changes:n,again:o,reload:r}){let[s]=E(),i=Tt(t,s,n),{status:l,gone:u}=i.loaded.data??{},[p,c]=_(void 0),[$,f]=_(0),d=p?.of===e?di(e,p.status):e.status;function m(){o(),r()}return T(()=>{l&&(c({of:e,status:l}),l.state==="disabled"===e.enabled&&r())},[l]),T(()=>{u&&r()},[u]),a`<p class="url"><${k}>${e.url}<//></p>
    <${yr} webhook=${{...e,status:d}} />
    <${vr} webhook=${e} path=${t} reload=${r} />
    <${ur} path=${t} onEnd=${m} />
    <${sr} path=${t} changes=${n+$} />
    <${Ot}
      known=${i}
      webhookId=${e.webhook_id}
      types=${e.event_types}
      onShown=${()=>f(h=>h+1)}
      reload=${o}
    >
      <${dr} webhook=${e} path=${t} />
    <//>`}function di(e,t){let n=t.last_success_at??e.status?.last_success_at;return n?{...t,last_success_at:n}:t}function ae(e,t){return(e?.errors??[]).filter(n=>n.field===t||/^[.[]/.test(xr(n.field,t))).map(n=>{let o=xr(n.field,t).replace(/^\./,"");return o?`${o}: ${n.message}`:n.message}).join("; ")}function xr(e,t){return e.startsWith(t)?e.slice(t.length):""}function Ee({label:e,value:t,onInput:n,hint:o,error:r,input:s={}}){return a`<${K} label=${e} hint=${o} error=${r}>
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
  <//>`}function et({legend:e,value:t,onChange:n,choices:o,error:r}){let s=J();return a`<fieldset class="choices" aria-describedby=${r?`${s}-error`:void 0}>
    <legend>${e}</legend>
    ${o.map(i=>a`<label class="check" key=${i.value}>
        <input type="radio" name=${s} checked=${i.value===t} onChange=${()=>n(i.value)} />
        <span>${i.label}${i.hint&&a` <span class="hint">${i.hint}</span>`}</span>
      </label>`)}
    ${r&&a`<p class="error" id=${`${s}-error`}>${r}</p>`}
  </fieldset>`}var pi=`{
  "advancedFilters": [
    {"operatorType": "StringIn", "key": "data.state", "values": ["failed", "stopped"]}
  ]
}`;function Sr({value:e,onInput:t,error:n,path:o,types:r,chosen:s}){return a`<${K}
      label="Filter"
      hint="Event Grid's filters as JSON: an event is sent only if all conditions match. Empty: every event of these types."
      error=${De(e)||n}
    >
      ${i=>a`<textarea
        id=${i.id}
        class="json"
        spellcheck=${!1}
        placeholder=${pi}
        aria-describedby=${i.describedBy}
        aria-invalid=${i.invalid}
        value=${e}
        onInput=${l=>t(l.currentTarget.value)}
      ></textarea>`}
    <//>
    ${o&&a`<${fi} path=${o} filter=${e} types=${r} chosen=${s} />`}`}function De(e){try{return Xe(e),""}catch(t){return`This is not JSON: ${t instanceof Error?t.message:t}`}}function fi({path:e,filter:t,types:n,chosen:o}){let{wanted:r,others:s}=Le(o,n),i=r.length>0?r:s,[l,u]=_(""),[p,c]=_(void 0),$=i.find(({name:b})=>b===l)??i[0],f=p??JSON.stringify($?.example??{},null,2),d=M(b=>L("POST",`${e}/filter/try`,{filter:Xe(t)??null,event_type:$?.name,event:JSON.parse(f)},b)),[m,h]=_(void 0);return a`<details>
    <summary>Try it with an event</summary>
    <div class="columns">
      <${K} label="Event type">
        ${b=>a`<select id=${b.id} value=${$?.name}
          onChange=${v=>{u(v.currentTarget.value),c(void 0)}}>
          ${i.map(({name:v})=>a`<option key=${v} value=${v}>${v}</option>`)}
        </select>`}
      <//>
    </div>
    <${K} label="Its payload" error=${De(f)}>
      ${b=>a`<textarea id=${b.id} class="json" spellcheck=${!1} value=${f}
        aria-describedby=${b.describedBy} aria-invalid=${b.invalid}
        onInput=${v=>c(v.currentTarget.value)}></textarea>`}
    <//>
    <button type="button" disabled=${d.busy||!$||!!(De(f)||De(t))}
      onClick=${async()=>h(await d.run())}>${d.busy?"Trying …":"Try the filter"}</button>
    <${x} failure=${d.failure} />
    <div role="status">${m&&a`<${$i} result=${m} />`}</div>
  </details>`}function $i({result:e}){let{filter_matched:t,conditions:n}=e;return a`<p><${V} tone=${t?"good":"off"}>${t?"It would be sent":"It would be left out"}<//>
      ${!e.event_type_matched&&a` <span class="muted">The webhook as it is stored does not want this type.</span>`}</p>
    <ul class="conditions">
      ${n.map(o=>a`<li key=${o.place}>
          <${V} tone=${o.matched?"good":"bad"}>${o.matched?"matches":"does not match"}<//>
          <code><${k}>${`${o.operator} ${o.key}`}<//></code>
          <span class="muted"><${k}>${o.text}<//></span>
        </li>`)}
    </ul>`}function Tr({draft:e,stored:t,change:n,error:o}){let r=J(),{headers:s,replaceHeaders:i}=e;return a`<fieldset aria-describedby=${o?`${r}-error`:void 0}>
    <legend>Headers</legend>
    ${o&&a`<p class="error" id=${`${r}-error`}>${o}</p>`}
    ${t.length>0&&a`<p>It has ${t.map(l=>a`<code key=${l} class="tag">${l}</code> `)}</p>
      <label class="check">
        <input type="checkbox" checked=${i}
          onChange=${l=>n({replaceHeaders:l.currentTarget.checked})} />
        Replace all of them: their values have to be given again
      </label>`}
    ${(i||t.length===0)&&a`<${hi} headers=${s} onChange=${l=>n({headers:l,replaceHeaders:!0})} />`}
  </fieldset>`}function hi({headers:e,onChange:t}){function n(o,r){t(e.map((s,i)=>i===o?{...s,...r}:s))}return a`${e.map((o,r)=>a`<div class="header-row" key=${r}>
        <input aria-label=${`Name of header ${r+1}`} placeholder="Name" autocomplete="off" spellcheck=${!1} value=${o.name}
          onInput=${s=>n(r,{name:s.currentTarget.value})} />
        <input aria-label=${`Value of header ${r+1}`} placeholder="Value" autocomplete="off" spellcheck=${!1} value=${o.value}
          onInput=${s=>n(r,{value:s.currentTarget.value})} />
        <button type="button" class="quiet" aria-label=${`Remove header ${r+1}`} onClick=${()=>t(e.filter((s,i)=>i!==r))}>✕</button>
      </div>`)}
    <button type="button" onClick=${()=>t([...e,{name:"",value:""}])}>Add a header</button>`}function Cr({draft:e,webhook:t,change:n,error:o,signingError:r}){return a`<${et}
      legend="Secret"
      value=${e.secretChoice}
      choices=${_i(t)}
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
    <${et}
      legend="Signature"
      value=${e.signing}
      choices=${mi}
      error=${r}
      onChange=${s=>n({signing:s})}
    />`}var mi=[{value:"symmetric",label:"HMAC-SHA256 (v1)",hint:"The receiver verifies with the secret."},{value:"asymmetric",label:"ed25519 (v1a) beside it",hint:"The receiver verifies with a public key, so it needs no secret."}];function _i(e){let t=e?.has_secret?" It replaces the present one at once; to let both sign for a while, rotate it instead.":"";return[e?{value:"keep",label:e.has_secret?"Keep the present one":"None, as now"}:{value:"none",label:"None",hint:"Deliveries are not signed."},{value:"generate",label:"Make one",hint:`It is shown once, after saving.${t}`},{value:"own",label:"My own",hint:t}]}function Or({body:e,types:t,chosen:n,note:o,ready:r,onFailure:s}){let{wanted:i,others:l}=Le(n,t),u=i.length>0?i:l,[p,c]=_(""),[$,f]=_(void 0),d=u.find(({name:h})=>h===p)?.name??u[0]?.name,m=M(async h=>{f(void 0),s(void 0);let b=e();try{return await L("POST","/api/webhooks/test",{...b,event_type:d},h)}catch(v){throw v instanceof Y&&s(v),v}});return a`<section class="card" aria-labelledby="trial-title">
    <h2 id="trial-title">Try it <span class="muted">one POST with the example of a type; nothing is stored</span></h2>
    ${o&&a`<p class="muted">${o}</p>`}
    <div class="columns">
      <${K} label="Example of">
        ${h=>a`<select id=${h.id} value=${d}
          onChange=${b=>c(b.currentTarget.value)}>
          ${u.map(({name:b})=>a`<option key=${b} value=${b}>${b}</option>`)}
        </select>`}
      <//>
    </div>
    <button type="button" disabled=${m.busy||!r} onClick=${async()=>f(await m.run())}>${m.busy?"Trying …":"Try it"}</button>
    <${x} failure=${m.failure} />
    <div role="status" class="trial-result">${$&&a`<${bi} tried=${$} />`}</div>
  </section>`}function bi({tried:{attempt:e,request:t}}){let{text:n,todo:o}=oe(e),r=e.status!==void 0&&e.status>=200&&e.status<300;return a`<p class="spaced">
      <${V} tone=${r?"good":"bad"}>${r?"It works":"It failed"}<//>
      <strong>${e.error_text??n}</strong>
      <span class="muted">in ${ee(e.duration_ms)}</span>
    </p>
    ${o&&a`<p class="todo">${o}</p>`}
    ${e.answer&&a`<p class="muted">Start of the answer</p><${X} text=${e.answer} what="the answer" />`}
    <details>
      <summary>What was sent</summary>
      <${tn} sent=${t} file="request.txt" />
    </details>`}function Er({types:e,chosen:t,onChange:n,error:o}){let[r,s]=_(""),i=J(),l=e.data??[],u=r.toLowerCase(),p=l.filter(({name:$,description:f})=>`${$} ${f}`.toLowerCase().includes(u));function c($,f){let d=t.filter(m=>!$.includes(m));n(f?[...d,...$]:d)}return a`<fieldset class="types-field" aria-describedby=${o?`${i}-error`:void 0}>
    <legend>Event types</legend>
    ${o&&a`<p class="error" id=${`${i}-error`}>${o}</p>`}
    <${vi} chosen=${t} onRemove=${$=>c([$],!1)} />
    <div class="columns">
      <div class="field">
        <label for=${`${i}-search`}>Search</label>
        <input id=${`${i}-search`} type="search" autocomplete="off" value=${r}
          aria-invalid=${!!o}
          onKeyDown=${$=>$.key==="Enter"&&$.preventDefault()}
          onInput=${$=>s($.currentTarget.value)} />
      </div>
      <${gi} known=${xi(l)} onAdd=${$=>c([$],!0)} />
    </div>
    <div class="types-list" tabindex="0" role="group" aria-label="Event types to choose from">
      <${N} of=${e} what="the event types" />
      ${e.data&&p.length===0&&a`<p class="muted">No event type fits this search.</p>`}
      ${[...wi(p)].map(([$,f])=>a`<${yi} key=${$} name=${$} members=${f} chosen=${t} set=${c} />`)}
    </div>
  </fieldset>`}function vi({chosen:e,onRemove:t}){return e.length===0?a`<p class="muted" role="status">None chosen yet.</p>`:a`<p class="hidden" role="status">${e.length} chosen</p>
    <ul class="tags chosen" aria-label="Chosen event types">
      ${e.map(n=>a`<li key=${n} class="tag"><code>${n}</code>
          <button type="button" class="quiet" aria-label=${`Remove ${n}`} onClick=${()=>t(n)}>✕</button>
        </li>`)}
    </ul>`}function gi({known:e,onAdd:t}){let[n,o]=_(""),r=J();function s(){n.trim()&&t(n.trim()),o("")}return a`<div class="field">
    <label for=${r}>Pattern</label>
    <div class="with-button">
      <input id=${r} autocomplete="off" spellcheck=${!1} placeholder="order.* or *" list=${`${r}-known`} value=${n}
        onKeyDown=${i=>{i.key==="Enter"&&(i.preventDefault(),s())}}
        onInput=${i=>o(i.currentTarget.value)} />
      <datalist id=${`${r}-known`}>${e.map(i=>a`<option key=${i} value=${i} />`)}</datalist>
      <button type="button" disabled=${!n.trim()} onClick=${s}>Add</button>
    </div>
  </div>`}function yi({name:e,members:t,chosen:n,set:o}){let r=t.map(l=>l.name),s=r.every(l=>n.includes(l)),i=J();return a`<div class="types-group" role="group" aria-labelledby=${i}>
    <div class="section-head">
      <h3 id=${i}><${k}>${e}<//></h3>
      <button type="button" class="quiet" aria-label=${`${s?"None":"All"} of ${te(e)}`} onClick=${()=>o(r,!s)}>${s?"None":"All"}</button>
    </div>
    ${t.map(l=>a`<label class="check" key=${l.name} title=${te(l.description)}>
        <input type="checkbox" checked=${n.includes(l.name)}
          onChange=${u=>o([l.name],u.currentTarget.checked)} />
        ${l.name}
      </label>`)}
  </div>`}function wi(e){let t=new Map,n=e.filter(({family:r})=>r==="own"),o=e.filter(({family:r})=>r!=="own");for(let r of[...n,...o]){let s=ki(r);t.set(s,[...t.get(s)??[],r])}return t}function ki({name:e,family:t,group:n}){return t==="own"?n??"Own types":t==="singularity"?"Singularity":e.split("_")[0]??e}function xi(e){let t=e.flatMap(({name:n})=>{let o=n.split(".").slice(0,-1);return o.map((r,s)=>`${o.slice(0,s+1).join(".")}.*`)});return["*",...new Set(t)]}function Dr({webhook:e,path:t,save:n,onSaved:o,cancelTo:r}){let[s]=_(()=>e?fr(e):pr),[i,l]=_(s),[u,p]=_(void 0),c=D(v=>O("/api/event-types",{},v),[]),$=M(v=>n(i,s,v)),f=W(null),d=$.failure??u,m=JSON.stringify(i)!==JSON.stringify(s);Ti(m&&!$.busy),Ci(f,d);let h=v=>l(g=>({...g,...v}));async function b(v){if(v.preventDefault(),De(i.filter))return f.current?.querySelector("textarea")?.focus();p(void 0);let g=await $.run();g&&o(g)}return a`<form class="form" ref=${f} onSubmit=${b} novalidate>
    <${x} failure=${$.failure} />
    <div class="form-columns"><div>
    <section class="card" aria-labelledby="where-title">
      <h2 id="where-title">Where to</h2>
      <${Ee} label="Name" value=${i.name} error=${ae(d,"name")} onInput=${v=>h({name:v})} />
      <${Ee} label="URL" value=${i.url} error=${ae(d,"url")} input=${{type:"url"}}
        hint=${e?"Shown without its query. Left as it is, it stays whole; changed, it replaces all of it.":"The relay posts every event to it."}
        onInput=${v=>h({url:v})} />
    </section>
    <section class="card" aria-label="What it gets">
      <${Er} types=${c} chosen=${i.types} error=${ae(d,"event_types")} onChange=${v=>h({types:v})} />
      <${Sr} value=${i.filter} error=${ae(d,"filter")} path=${t} types=${c.data??[]} chosen=${i.types}
        onInput=${v=>h({filter:v})} />
    </section>
    <section class="card" aria-label="How it is sent">
      <${et} legend="Message format" value=${i.format} error=${ae(d,"message_format")}
        choices=${Object.entries(Ze).map(([v,g])=>({value:v,...g}))}
        onChange=${v=>h({format:v})} />
      <${Cr} draft=${i} webhook=${e} change=${h} error=${ae(d,"secret_token")} signingError=${ae(d,"signing")} />
      <${Tr} draft=${i} stored=${e?.headers??[]} change=${h} error=${ae(d,"headers")} />
    </section>
    <section class="card" aria-label="Limits">
      <div class="columns">
        <${Ee} label="Attempts at once" hint="Per instance, up to 1,000; empty: no limit of its own" value=${i.inFlight} error=${ae(d,"max_in_flight")}
          input=${{inputmode:"numeric"}} onInput=${v=>h({inFlight:v})} />
        <${Ee} label="Attempts a second" hint="Per instance, up to 10,000; empty: no limit of its own" value=${i.rate} error=${ae(d,"rate_per_second")}
          input=${{inputmode:"decimal"}} onInput=${v=>h({rate:v})} />
      </div>
    </section>
    </div>
    <${Or} body=${()=>Si(i)} ready=${!De(i.filter)} types=${c.data??[]} chosen=${i.types} onFailure=${p}
      note=${e?"With what the form shows: without the query of a URL, secrets and header values that are stored already.":""} />
    </div>
    <div class="form-end actions">
      <button type="submit" class="primary" disabled=${$.busy}>${$.busy?"Saving …":e?"Save":"Make the webhook"}</button>
      <a class="button" href=${r}>Cancel</a>
    </div>
  </form>`}function Si(e){let{headers:t,replaceHeaders:n,secretChoice:o}=e;return Et({...e,headers:n?t:[],secretChoice:o==="keep"?"none":o})}function Ti(e){T(()=>{if(!e)return;let t=n=>n.preventDefault();return addEventListener("beforeunload",t),()=>removeEventListener("beforeunload",t)},[e])}function Ci(e,t){T(()=>{let n=t&&e.current?.querySelector('[aria-invalid="true"]');n instanceof HTMLElement&&n.focus()},[t])}function Rr(){return a`<nav class="crumbs" aria-label="Breadcrumb"><a href=${y("")}>Overview</a></nav>
    <${U} title="New webhook" />
    <${Nr}
      done="The webhook is made."
      cancelTo=${y("")}
      save=${(e,t,n)=>L("POST","/api/webhooks",Et(e),n)}
    />`}function Fr({parameters:e}){let t=e.webhook??"",n=`/api/${C("webhooks",t)}`,o=D(i=>O(n,{},i),[n]),r=o.data,s=y(C("webhooks",t));return a`<nav class="crumbs" aria-label="Breadcrumb">
      <a href=${y("")}>Overview</a>
      <a href=${s}><${k}>${r?.name??t}<//></a>
    </nav>
    <${U} title="Edit the webhook" of=${r?.name??t} />
    ${r?a`<${Nr}
          webhook=${r}
          path=${n}
          done="The webhook is changed."
          cancelTo=${s}
          save=${(i,l,u)=>L("PATCH",n,$r(i,l),u)}
        />`:a`<${N} of=${o} what="the webhook" />`}`}function Nr({done:e,...t}){let[n,o]=_(void 0);function r(s){G(e),Se(y(C("webhooks",s.webhook_id)))}return n?.secret_token?a`<p>${e}</p><${Dt} secret=${n.secret_token} onClose=${()=>r(n)} />`:a`<${Dr} ...${t} onSaved=${s=>s.secret_token?o(s):r(s)} />`}var bn=[{pattern:"",view:Vo,part:""},{pattern:"failures",view:Lo,part:"failures"},{pattern:"events",view:No,part:"events"},{pattern:"events/:event",view:Io,part:"events"},{pattern:"new-webhook",view:Rr,part:""},{pattern:"webhooks/:webhook/edit",view:Fr,part:""},{pattern:"webhooks/:webhook",view:kr,part:""},{pattern:"webhooks/:webhook/deliveries/:event",view:ko,part:""},{pattern:"event-types",view:Oo,part:"event-types"},{pattern:"event-types/:name",view:Do,part:"event-types"}],Ir=[{path:"",label:"Overview"},{path:"failures",label:"Failures"},{path:"events",label:"Events"},{path:"event-types",label:"Event types"}];var gn=6e4,Oi=3*gn,Ei={tone:"off",text:"State unknown",detail:"The relay has not told its state for minutes."},Lr="relay-shortcuts";function Mr({part:e,children:t}){let n=F(Ft),o=F(qe);return Fi(),a`
    <a class="skip" href="#main" onClick=${Di}>Skip to the content</a>
    <${Ii} />
    <header class="top">
      <a class="brand" href=${y("")}><${Ri} /> <span>Webhook Relay</span></a>
      <nav aria-label="Views">
        ${Ir.map(r=>a`<a key=${r.path} href=${y(r.path)} aria-current=${r.path===e?"page":void 0}>${r.label}</a>`)}
      </nav>
      <div class="top-end"><${Ni} /></div>
    </header>
    <main id="main" tabindex="-1">${t}</main>
    <footer>
      <${ho} />
      <${Li} />
      <button type="button" class="quiet" onClick=${()=>Ft.set(!0)}>Keyboard help</button>
    </footer>
    ${o.wanted&&a`<${Mi} refused=${o.refused} />`}
    ${n&&a`<${Hi} />`}
    <${uo} />
  `}var Ft=new B(!1);function Di(e){e.preventDefault(),document.getElementById("main")?.focus()}function Ri(){return a`<svg class="mark" viewBox="0 0 32 32" width="24" height="24" aria-hidden="true">
    <rect width="32" height="32" rx="8" />
    <path d="M7 16h6m0 0 7-7h5M13 16h12m-12 0 7 7h5" />
    <circle cx="7" cy="16" r="2.6" />
  </svg>`}function Fi(){T(()=>{let e=new AbortController;function t(){let o=yt.value,r=o&&Date.now()-o.at<gn;document.hidden||r||Z.value.path===""||Ro(e.signal).catch(()=>{})}t();let n=setInterval(t,gn/4);return()=>{e.abort(),clearInterval(n)}},[])}function Ni(){let e=F(yt),t=F(Ge);if(!e)return null;let{tone:n,text:o,detail:r}=t-e.at>Oi?Ei:wt(e.health);return a`<a class="relay" href=${y("")} title=${r}><${V} tone=${n}>${o}<//></a>`}function Ii(){let e=F(Re),[t,n]=_(0),o=e.length>0?Math.min(...e.map(({began:r})=>r)):0;return T(()=>{if(n(0),!o)return;let r=setInterval(()=>n(performance.now()-o),250);return()=>clearInterval(r)},[o]),a`<div class=${`progress ${t>300?"busy":""}`}></div>
    <p class="slow" role="status">
      ${t>4e3?`The relay has not answered for ${Math.floor(t/1e3)} seconds …`:""}
    </p>`}function Li(){return F(Ke)?a`<button
    type="button"
    class="quiet"
    onClick=${()=>{to(),G("The key is forgotten.")}}
  >Forget the key</button>`:a`<button type="button" class="quiet" onClick=${dt}>Enter a key</button>`}function Mi({refused:e}){let[t,n]=_(""),[o,r]=_(!1);function s(i){i.preventDefault(),t.trim()&&eo(t,o)}return a`<${j} title="Key" onClose=${Qt}>
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
        <button type="button" onClick=${Qt}>Go on without</button>
      </div>
    </form>
  <//>`}var Ai=[{keys:"/",does:"move to the search field"},{keys:"g o",does:"overview"},{keys:"g f",does:"failures"},{keys:"g e",does:"events"},{keys:"g t",does:"event types"},{keys:"u",does:"times in UTC or in your zone"},{keys:"?",does:"this help"}],Pi={o:"",f:"failures",e:"events",t:"event-types"};function Hi(){let e=F(yn);return a`<${j} title="Keyboard" onClose=${()=>Ft.set(!1)}>
    <dl class="keys">
      ${Ai.map(({keys:t,does:n})=>a`<div key=${t}>
          <dt>${t.split(" ").map(o=>a`<kbd key=${o}>${o}</kbd> `)}</dt><dd>${n}</dd>
        </div>`)}
    </dl>
    <p class="muted">Everything can be reached with Tab; Enter opens, Escape closes.</p>
    <label class="check">
      <input type="checkbox" checked=${e} onChange=${()=>Ui(!e)} />
      Keys of one letter work outside of fields
    </label>
  <//>`}var yn=new B(Wi());function Wi(){try{return localStorage.getItem(Lr)!=="off"}catch{return!0}}function Ui(e){yn.set(e);try{localStorage.setItem(Lr,e?"on":"off")}catch{}}var Bi={"/":Vi,"?":()=>Ft.set(!0),u:()=>de.set(!de.value)},vn=!1;document.addEventListener("keydown",e=>{if(!qi(e))return;let t=vn?Pi[e.key]:void 0;vn=e.key==="g"&&!vn;let n=t===void 0?Bi[e.key]:()=>Se(y(t));n&&(e.preventDefault(),n())});function qi(e){return e.ctrlKey||e.metaKey||e.altKey||!yn.value?!1:!Ki(e.target)&&!document.querySelector("dialog[open]")}function Ki(e){return e instanceof Element&&e.matches("input, textarea, select, [contenteditable]")}function Vi(){let e=document.querySelector("[data-search]");e instanceof HTMLInputElement&&(e.focus(),e.select())}for(let e of bn)Yt.add(e.pattern);function ji(e){for(let t of bn){let n=$t(t.pattern,e);if(n)return{route:t,parameters:n}}return null}function Gi(){let{path:e}=F(Z),t=ji(e);return a`<${Mr} part=${t?.route.part}>
    <${Ji} key=${e}>
      ${t?a`<${t.route.view} parameters=${t.parameters} />`:a`<${zi} />`}
    <//>
  <//>`}function Ji({children:e}){let[t]=zn(n=>reportError(n));return t?a`<${U} title="This view failed" />
      <div class="trouble" role="alert"><p>${String(t)}</p><p>Load the page again. If it stays so, please report it.</p></div>`:e}function zi(){return a`<${U} title="No such page" />
    <${z} title="This address leads nowhere."><p><a href=${y("")}>To the overview</a></p><//>`}var wn=document.getElementById("app");wn&&(wn.textContent="",Gn(a`<${Gi} />`,wn));
